/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether somebody watches. */
public final class Terminal {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int CONSOLE_TELLS = 22; // the first JDK whose Console says whether it is a terminal

    private Terminal() {}

    /**
     * Returns true when standard error is a terminal that can take a line back. Linux says what descriptor 2 is. Elsewhere
     * {@code System.console()} has to do, which speaks of standard input and output: null without a terminal up to JDK
     * 21, and from 22 on never null but with {@code isTerminal()}.
     */
    public static boolean isStandardError() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        if (Files.isSymbolicLink(STANDARD_ERROR)) {
            try {
                return isTerminal(Files.readSymbolicLink(STANDARD_ERROR).toString());
            } catch (IOException e) {
                return false; // closed: nobody sees it
            }
        }
        Console console = System.console();
        return console != null && (Runtime.version().feature() < CONSOLE_TELLS || isTerminal(console));
    }

    /** Tells by the name of what a descriptor is open on: {@code /dev/pts/3}, {@code /dev/tty1}, {@code pipe:[4711]}. */
    static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected Console.isTerminal() since JDK " + CONSOLE_TELLS, e);
        }
    }
}
