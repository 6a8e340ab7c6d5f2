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
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The skips that this system allows: lines {@code RUN Class.method} of the resource {@code allowed-skips-OS.txt}, where RUN
 * is {@code backend/transport@jdkN:FILESYSTEM}, whose last two parts may be missing, and {@code *} stands for anything.
 */
final class AllowedSkips {
    private static final List<Line> LINES = load("/io/asyncfs/testsuite/allowed-skips-" + Platform.os() + ".txt");

    private AllowedSkips() {}

    /** Tells whether a strict run accepts that {@code test} is skipped. */
    static boolean allows(BackendUnderTest backend, String test) {
        String run = backend.name() + "@jdk" + Platform.jdk() + ':' + fileSystem(backend);
        return LINES.stream()
                .anyMatch(
                        line -> line.test.equals(test) && line.run.matcher(run).matches());
    }

    /** Returns what mount(8) calls it, such as {@code ext4} or {@code fuse}. */
    private static String fileSystem(BackendUnderTest backend) {
        try {
            return Files.getFileStore(backend.dir()).type();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            int at = parts[0].indexOf(':');
            String run = at < 0 ? parts[0] : parts[0].substring(0, at);
            String glob = (run.contains("@") ? run : run + "@*") + (at < 0 ? ":*" : parts[0].substring(at));
            return new Line(Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q")), parts[1]);
        }
    }
}
