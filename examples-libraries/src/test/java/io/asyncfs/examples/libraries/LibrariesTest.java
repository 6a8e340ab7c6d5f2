/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsFileSystemProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other libraries, unmodified, on our channels: they do what they should, and the counters say by whom. */
class LibrariesTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "linux_aio", "pool"})
    void vertxPipes(String backend) throws Exception {
        Path source = dir.resolve("source");
        byte[] content = new byte[(1 << 20) + 1];
        new Random(1).nextBytes(content);
        Files.write(source, content);
        Path target = dir.resolve("target");
        Map<String, Long> said = run(backend, VertxPipe.class, source.toString(), target.toString());
        assertEquals(-1, Files.mismatch(source, target));
        assertEquals(2, said.get("carried.asynchronousChannel"), said.toString());
        // Its buffers have 8 KiB.
        assertTrue(operations(said, "read") >= 129 && operations(said, "write") >= 129, said.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "linux_aio", "pool"})
    void luceneSearches(String backend) throws Exception {
        Map<String, Long> said = run(backend, LuceneIndex.class, dir.toString(), "5001");
        assertEquals(2500, said.get("odd"), said.toString());
        assertEquals(5000, said.get("last"), said.toString());
        assertTrue(said.get("carried.fileChannel") >= 5, said.toString());
        // A platform thread that waits makes its calls itself.
        assertTrue(said.get("syncInline") >= 20, said.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "linux_aio", "pool"})
    void h2KeepsRows(String backend) throws Exception {
        Map<String, Long> said = run(backend, H2Table.class, dir.resolve("db").toString(), "5000");
        assertEquals(5000, said.get("rows"), said.toString());
        assertEquals(12_497_500, said.get("sum"), said.toString());
        assertEquals(200, said.get("length"), said.toString());
        assertTrue(Files.size(dir.resolve("db.mv.db")) > 5000 * 2, "H2 compresses");
        assertEquals(2, said.get("carried.asynchronousChannel"), said.toString());
        assertTrue(operations(said, "read") >= 100 && operations(said, "write") >= 3, said.toString());
    }

    /** By whatever mechanism. */
    private static long operations(Map<String, Long> said, String kind) {
        return said.entrySet().stream()
                .filter(counter -> counter.getKey().endsWith('.' + kind))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Runs a program on a backend that is required; returns what it says and what was counted. */
    private Map<String, Long> run(String backend, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + AsyncFsFileSystemProvider.class.getName(),
                "-Dio.asyncfs.backend=" + backend,
                "-Djava.io.tmpdir=" + dir,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Path errors = dir.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes());
        String all = output + Files.readString(errors);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), all);
        assertEquals(0, process.exitValue(), all);
        Map<String, Long> said = new HashMap<>();
        output.lines()
                .filter(line -> line.contains("="))
                .forEach(line -> said.put(line.split("=")[0], Long.parseLong(line.split("=")[1])));
        return said;
    }
}
