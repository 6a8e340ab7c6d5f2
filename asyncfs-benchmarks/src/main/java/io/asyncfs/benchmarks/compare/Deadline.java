/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Ends a program that does not answer in time: who compares many of them is not to wait for one for ever. */
final class Deadline implements AutoCloseable {
    private final Process process;
    private final Runnable before;
    private final CompletableFuture<Void> end;
    private volatile boolean passed;

    /** Begins now. */
    Deadline(Process process, double seconds) {
        this(process, seconds, () -> {});
    }

    /** Does something before the program is ended, on another thread. */
    Deadline(Process process, double seconds, Runnable before) {
        this.process = process;
        this.before = before;
        Executor later = CompletableFuture.delayedExecutor(Math.round(seconds * 1000), TimeUnit.MILLISECONDS);
        end = CompletableFuture.runAsync(this::pass, later);
    }

    private void pass() {
        passed = true;
        try {
            before.run();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly); // as what strace runs
            process.toHandle().destroyForcibly(); // its own would close the streams that somebody reads
        }
    }

    /** Returns whether the program is being ended, or has been. */
    boolean hasPassed() {
        return passed;
    }

    /** The program has answered. */
    @Override
    public void close() {
        end.cancel(false);
    }
}
