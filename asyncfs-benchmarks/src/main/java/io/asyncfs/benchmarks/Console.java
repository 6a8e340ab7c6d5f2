/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command says what goes on and what came out: results and, on a terminal, a line that changes. */
public final class Console {
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal = Terminal.isStandardError();
    private final CommandSpec spec;
    private int shown;

    /** Takes the command; results go to standard error when {@code jsonOnly}, as standard output then holds the JSON. */
    public Console(CommandSpec spec, boolean jsonOnly) {
        this.spec = spec;
        err = spec.commandLine().getErr();
        out = jsonOnly ? err : spec.commandLine().getOut();
    }

    /** Returns what was typed. */
    public String command() {
        List<String> words = new ArrayList<>(List.of(spec.root().name()));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return Shell.ours(words);
    }

    /** Returns where the results go. */
    public PrintWriter out() {
        return out;
    }

    /** Says something that stays. */
    public void say(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    /** Says what goes on now, instead of what was said before. */
    public void progress(String line) {
        if (terminal) {
            String text = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
            err.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            err.flush();
            shown = text.length();
        }
    }

    /** Says what begins now where there is no such line, so that a log tells where something hung. */
    public void milestone(String line) {
        if (!terminal) {
            err.println(line);
            err.flush();
        }
    }

    /** Removes that line. */
    public void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }
}
