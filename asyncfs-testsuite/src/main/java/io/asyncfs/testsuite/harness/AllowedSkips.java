/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The skips that this system allows: lines {@code RUN Class.method} of the resource {@code allowed-skips-OS.txt}, where RUN
 * is {@code backend/transport@jdkN} and {@code *} stands for anything.
 */
final class AllowedSkips {
    private static final List<Line> LINES = load("/io/asyncfs/testsuite/allowed-skips-" + Platform.os() + ".txt");

    private AllowedSkips() {}

    /** Tells whether a strict run accepts that {@code test} is skipped. */
    static boolean allows(BackendUnderTest backend, String test) {
        String run = backend.name() + "@jdk" + Platform.jdk();
        return LINES.stream()
                .anyMatch(
                        line -> line.test.equals(test) && line.run.matcher(run).matches());
    }

    private static List<Line> load(String resource) {
        try (InputStream in = AllowedSkips.class.getResourceAsStream(resource)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Line::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Line(Pattern run, String test) {
        static Line parse(String line) {
            String[] parts = line.split("\\s+");
            if (parts.length != 2) {
                throw new IllegalStateException("allowed skips: expected RUN Class.method, got " + line);
            }
            String glob = parts[0].contains("@") ? parts[0] : parts[0] + "@*";
            return new Line(Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q")), parts[1]);
        }
    }
}
