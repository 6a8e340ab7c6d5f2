/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the threads of a virtual machine are that run code of ours, in few words, as jcmd(1) tells it. */
final class Stacks {
    private static final Pattern NAME = Pattern.compile("\"(.*)\" #");
    private static final Pattern FRAME = Pattern.compile("(?m)^\\s+at [^(]*?([^./(]+\\.[^.(]+\\([^)]*\\))");
    private static final int FRAMES = 12;
    private static final long PATIENCE_SECONDS = 5;

    private Stacks() {}

    /** Returns what there is to say of a process; never fails, as somebody else has. */
    static String of(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                    .redirectErrorStream(true)
                    .start();
            try (Deadline deadline = new Deadline(process, PATIENCE_SECONDS)) {
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return deadline.hasPassed() ? "not told either" : summary(said);
            }
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Takes what {@code jcmd Thread.print} says: paragraphs, which begin with the name. */
    static String summary(String print) {
        String threads = Arrays.stream(print.split("\n\n"))
                .filter(thread -> thread.contains("io.asyncfs."))
                .map(Stacks::line)
                .collect(Collectors.joining("; "));
        return threads.isEmpty() ? "none in code of asyncfs" : threads;
    }

    private static String line(String thread) {
        String name = NAME.matcher(thread)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("?");
        return FRAME.matcher(thread)
                .results()
                .map(found -> found.group(1))
                .limit(FRAMES)
                .collect(Collectors.joining(" < ", name + ": ", ""));
    }
}
