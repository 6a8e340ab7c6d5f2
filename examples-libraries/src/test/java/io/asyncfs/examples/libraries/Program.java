/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One of the programs in a virtual machine of its own, on a backend that it must get; it says {@code name=number} a line. */
final class Program implements AutoCloseable {
    private final String backend;
    private final Path errors;
    private final Process process;
    private final BufferedReader output;
    private final Map<String, Long> said = new HashMap<>();

    Program(String backend, Path dir, List<String> options, Class<?> program, Object... arguments) throws IOException {
        this.backend = backend;
        errors = dir.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dio.asyncfs.backend=" + backend,
                "-Dio.netty.leakDetection.level=paranoid",
                "-Djava.io.tmpdir=" + dir));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        output = process.inputReader();
    }

    /** The backends to test: all there are here, or the required one. */
    static Stream<String> backends() {
        String required = System.getProperty("io.asyncfs.backend");
        return required != null
                ? Stream.of(required)
                : AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }

    /** Waits until it has said this. */
    long awaits(String name) throws IOException {
        while (!said.containsKey(name)) {
            String line = output.readLine();
            assertTrue(line != null, () -> name + " was not said: " + this);
            hear(line);
        }
        return said.get(name);
    }

    private void hear(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            said.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
        }
    }

    /** Ends its input, and waits for its end, which must be a good one. */
    Program finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        output.lines().forEach(this::hear);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), this::toString);
        assertEquals(0, process.exitValue(), this::toString);
        assertFalse(Files.readString(errors).contains("LEAK"), this::toString);
        boolean ring = said.keySet().stream().anyMatch(name -> name.startsWith("io_uring."));
        assertEquals(backend.equals("io_uring"), ring, this::toString);
        return this;
    }

    /** What it said, 0 if nothing. */
    long get(String name) {
        return said.getOrDefault(name, 0L);
    }

    /** Operations that were done, by whatever mechanism; an attempt that was handed back counts under both. */
    long operations(String kind) {
        return said.entrySet().stream()
                .filter(counter -> counter.getKey().endsWith('.' + kind))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        try {
            return said + "\n" + Files.readString(errors);
        } catch (IOException e) {
            return said + "\n" + e;
        }
    }
}
