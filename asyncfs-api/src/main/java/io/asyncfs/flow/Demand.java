/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.flow;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a subscriber asks of its subscription, whose calls must not overlap (specification, 2.7). Whoever counts {@code due} up
 * from 0 has the calls made on the executor, until none is due; an executor alone would not do, as some run tasks side by
 * side. One that takes none any more leaves them to the caller. Any thread.
 */
final class Demand {
    private final Flow.Subscription subscription;
    private final EventExecutor executor;
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean cancelled;
    private boolean cancelMade; // of whose turn it is

    Demand(Flow.Subscription subscription, EventExecutor executor) {
        this.subscription = subscription;
        this.executor = executor;
    }

    /** Asks for {@code n} more. */
    void more(long n) {
        wanted.addAndGet(n);
        happened();
    }

    /** Asks for nothing from now on. */
    void cancel() {
        cancelled = true;
        happened();
    }

    private void happened() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        if (executor.inEventLoop()) {
            makeCalls();
            return;
        }
        try {
            executor.execute(this::makeCalls);
        } catch (RejectedExecutionException e) {
            makeCalls();
        }
    }

    private void makeCalls() {
        int seen = due.get();
        try {
            do {
                makeCall();
                seen = due.addAndGet(-seen);
            } while (seen > 0);
        } catch (Throwable e) {
            due.set(0); // a subscription that throws may still be cancelled
            if (cancelled) {
                happened();
            }
            throw e;
        }
    }

    private void makeCall() {
        if (cancelled) {
            if (!cancelMade) {
                cancelMade = true;
                subscription.cancel();
            }
            return;
        }
        long n = wanted.getAndSet(0);
        if (n > 0) {
            subscription.request(n);
        }
    }
}
