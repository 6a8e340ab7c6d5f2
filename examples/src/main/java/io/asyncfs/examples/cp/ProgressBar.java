/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line of a terminal, drawn again and again: what is done, how fast, and how long it will take. */
final class ProgressBar implements CopyProgress {
    private static final int WIDTH = 16;
    private static final int COLUMNS = 79; // of the narrowest terminal people use; a longer line would not go away
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final PrintWriter out;
    private final long started = System.nanoTime();
    private boolean drawn;

    /** @param out a terminal */
    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void update(long copied, long size) {
        out.print('\r' + padded(line(copied, size, System.nanoTime() - started)));
        out.flush();
        drawn = true;
    }

    /** Takes the line away. */
    void clear() {
        if (drawn) {
            out.print('\r' + padded("") + '\r');
            out.flush();
            drawn = false;
        }
    }

    /** Returns such as {@code  42% [######----------] 1.2 GiB of 2.9 GiB, 512.0 MiB/s, 0:03 left}. */
    static String line(long copied, long size, long nanos) {
        double part = size == 0 ? 1 : (double) copied / size;
        double rate = copied * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos);
        int filled = (int) (WIDTH * part);
        String end = copied >= size ? "syncing" : timeLeft((size - copied) / rate) + " left";
        return String.format(
                Locale.ROOT,
                "%3d%% [%s%s] %s of %s, %s/s, %s",
                (int) (100 * part),
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                bytes(copied),
                bytes(size),
                bytes(rate),
                end);
    }

    private static String bytes(double count) {
        int unit = 0;
        double value = count;
        // What would be printed as 1024.0 is one of the next unit.
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** Returns such as {@code 0:07} or {@code 1:02:03}; a guess of more than 99 hours is none. */
    private static String timeLeft(double seconds) {
        if (!(seconds < TimeUnit.HOURS.toSeconds(100))) {
            return "-:--";
        }
        long whole = (long) Math.ceil(seconds);
        long hours = whole / 3600;
        String minutes = String.format(Locale.ROOT, hours > 0 ? "%d:%02d" : "%2$d", hours, whole / 60 % 60);
        return minutes + String.format(Locale.ROOT, ":%02d", whole % 60);
    }

    private static String padded(String line) {
        return line.length() > COLUMNS ? line.substring(0, COLUMNS) : line + " ".repeat(COLUMNS - line.length());
    }
}
