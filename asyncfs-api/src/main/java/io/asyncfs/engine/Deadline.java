/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The timer of an operation with a deadline: a cancel with another cause. */
final class Deadline {
    /** More than this is no deadline: Netty's clock counts nanoseconds in a long. */
    static final Duration LONGEST = Duration.ofDays(100 * 365);

    private Deadline() {}

    static void set(OpPromise promise, FileView view, OpKind kind, long nanos) {
        if (promise.isDone()) {
            return;
        }
        Runnable expire = () -> promise.stop(Failures.deadline(kind, view.path(), nanos));
        Future<?> timer;
        try {
            EventExecutor clock =
                    view.engine().executor() instanceof EventExecutor loop ? loop : GlobalEventExecutor.INSTANCE;
            timer = clock.schedule(expire, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return; // the loop has ended, and with it every operation of it
        }
        promise.addListener(done -> timer.cancel(false));
    }
}
