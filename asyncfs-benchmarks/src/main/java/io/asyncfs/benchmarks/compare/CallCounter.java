/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.Shell;
import io.asyncfs.benchmarks.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Counts the system calls of a process by strace(1). It slows the process down, so nothing is measured meanwhile. */
public final class CallCounter implements AutoCloseable {
    /**
     * A row: {@code % time, seconds, usecs/call, calls}, errors if there are any, and the name. The last row, of the sums, says
     * {@code usecs/call} in some versions only, and so is not told from one with errors.
     */
    private static final Pattern CALLS =
            Pattern.compile("(?m)^\\s*[\\d.]+\\s+[\\d.]+\\s+\\d+\\s+(\\d+)\\s+(?:\\d+\\s+)?(?!total$)[A-Za-z_]\\w*$");

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
            ProcessBuilder command =
                    new ProcessBuilder("strace", "-f", "-c", "-o", report.toString(), "-p", Long.toString(pid));
            command.environment().put("LC_ALL", "C"); // its report has a decimal comma elsewhere
            Process strace = command.redirectErrorStream(true).start();
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
        return Shell.succeeds(strace, "-c", "-o", "/dev/null", "true");
    }

    /** Ends, and returns how many calls there were; null when strace did not say. */
    public Long stop() throws IOException {
        strace.destroy(); // SIGTERM: it detaches and writes its report
        try {
            if (!strace.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                strace.destroyForcibly(); // the kernel lets its process go on
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return total(Files.readString(report));
    }

    /** Returns the number of calls in a report of {@code strace -c}; null when that cannot be read. */
    static Long total(String report) {
        List<Long> calls = CALLS.matcher(report)
                .results()
                .map(row -> Long.valueOf(row.group(1)))
                .toList();
        return calls.isEmpty()
                ? null
                : calls.stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many calls an operation took; null when they were not counted. */
    public static Double perOperation(Long calls, long operations) {
        return calls == null ? null : (double) calls / operations;
    }

    @Override
    public void close() throws IOException {
        strace.destroy();
        TemporaryFiles.delete(report);
    }
}
