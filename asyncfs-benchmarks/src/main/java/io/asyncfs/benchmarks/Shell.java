/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as one types them. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private static final String JAVA_OPTIONS = "ASYNCFS_JAVA_OPTS";

    private Shell() {}

    /** Returns what {@code ./asyncfs} was told to give to java, which splits it at spaces as well. */
    public static List<String> javaOptions() {
        String given = System.getenv().getOrDefault(JAVA_OPTIONS, "").strip();
        return given.isEmpty() ? List.of() : List.of(given.split("\\s+"));
    }

    /** Returns a command of ours, with what {@link #javaOptions} says. */
    static String ours(List<String> command) {
        List<String> options = javaOptions();
        String before = options.isEmpty() ? "" : JAVA_OPTIONS + "=" + line(List.of(String.join(" ", options))) + " ";
        return before + line(command);
    }

    /** Returns a command with quotes where a shell needs them. */
    public static String line(List<String> command) {
        return command.stream()
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** Runs a command, whose output nobody reads; returns whether it could be started and ended well. */
    public static boolean succeeds(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
