/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the system calls of a process by strace(1). It slows the process down, so nothing is measured meanwhile. */
public final class CallCounter implements AutoCloseable {
    private static final Pattern TOTAL = Pattern.compile("(?m)^100\\.00\\s+\\S+\\s+\\S*\\s+(\\d+)\\s.*total$");
    private static final long PATIENCE_SECONDS = 20;

    private final Process strace;
    private final Path report;

    private CallCounter(Process strace, Path report) {
        this.strace = strace;
        this.report = report;
    }

    /** Begins with a process that runs; returns null where that cannot be. */
    public static CallCounter attach(long pid) throws IOException {
        Path report = TemporaryFiles.file(".strace");
        try {
            Process strace = new ProcessBuilder("strace", "-f", "-c", "-o", report.toString(), "-p", Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = strace.inputReader().readLine();
            if (said != null && said.contains("attached")) {
                return new CallCounter(strace, report);
            }
            strace.destroy();
        } catch (IOException e) {
            // There is no strace: then this column stays empty.
        }
        TemporaryFiles.delete(report);
        return null;
    }

    /** Returns whether strace, by that name, is installed and allowed to run programs. */
    static boolean canTrace(String strace) throws IOException {
        try {
            return new ProcessBuilder(strace, "-c", "-o", "/dev/null", "true")
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

    /** Ends, and returns how many calls there were. */
    public double stop() throws IOException {
        strace.destroy(); // SIGTERM: it detaches and writes its report
        try {
            strace.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return total(Files.readString(report));
    }

    /** Returns the number of calls in a report of {@code strace -c}. */
    static double total(String report) throws IOException {
        Matcher total = TOTAL.matcher(report);
        if (!total.find()) {
            throw new IOException("strace reported no total: " + report);
        }
        return Double.parseDouble(total.group(1));
    }

    @Override
    public void close() throws IOException {
        strace.destroy();
        TemporaryFiles.delete(report);
    }
}
