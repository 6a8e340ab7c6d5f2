/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.testsuite.harness.Contract;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A task on a thread of its own. */
final class Started<T> extends FutureTask<T> {
    private final Thread thread;

    Started(ThreadFactory threads, Callable<T> task) {
        super(task);
        thread = threads.newThread(this);
        thread.start();
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isParked() {
        return thread.getState() == Thread.State.WAITING;
    }

    /** What it ends with, which must be a failure. */
    Throwable failure() {
        return assertThrows(ExecutionException.class, () -> get(Contract.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .getCause();
    }
}
