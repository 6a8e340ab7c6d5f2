/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one loop's operations with a deadline, each a cancel with another cause. They are the loop's, but while it
 * drains its files it runs no timer: then the global executor's. Any thread.
 */
final class Deadlines {
    /** More than this is no deadline: Netty's clock counts nanoseconds in a long. */
    static final Duration LONGEST = Duration.ofDays(100 * 365);

    private final EventExecutor loop;
    private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    Deadlines(EventExecutor loop) {
        this.loop = loop;
    }

    /** Stops an operation that is not done by then. */
    void set(OpPromise promise, FileView view, OpKind kind, long nanos) {
        if (!promise.isDone()) {
            Deadline deadline = new Deadline(promise, view, kind, nanos);
            pending.add(deadline); // before it is asked whether the loop drains: one of both finds it
            deadline.start(draining ? GlobalEventExecutor.INSTANCE : loop);
            promise.addListener(deadline);
        }
    }

    /** The loop has no time for timers any more. */
    void loopDrains() {
        draining = true;
        pending.forEach(deadline -> deadline.start(GlobalEventExecutor.INSTANCE));
    }

    private final class Deadline implements Runnable, FutureListener<Object> {
        private final OpPromise promise;
        private final FileView view;
        private final OpKind kind;
        private final long nanos;
        private final long start = System.nanoTime();
        private Future<?> timer;
        private boolean over;

        Deadline(OpPromise promise, FileView view, OpKind kind, long nanos) {
            this.promise = promise;
            this.view = view;
            this.kind = kind;
            this.nanos = nanos;
        }

        /** On another clock, too, if the loop drains meanwhile; one timer is left, which ends with the operation. */
        synchronized void start(EventExecutor clock) {
            if (over) {
                return;
            }
            try {
                Future<?> before = timer;
                timer = clock.schedule(this, nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                if (before != null) {
                    before.cancel(false);
                }
            } catch (RejectedExecutionException e) {
                // The loop has ended, and with it every operation of it.
            }
        }

        @Override
        public void run() {
            promise.stop(Failures.deadline(kind, view.path(), nanos));
        }

        @Override
        public void operationComplete(Future<Object> done) {
            pending.remove(this);
            synchronized (this) {
                over = true;
                if (timer != null) {
                    timer.cancel(false);
                }
            }
        }
    }
}
