/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.TooManyOpsException;
import io.netty.util.concurrent.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The bound on operations accepted and not yet done by one loop: {@code queueDepth + maxPendingOps}. Any thread. */
final class Admission {
    private final int queueDepth;
    private final int maxPending;
    private final AtomicInteger admitted = new AtomicInteger();
    private final LongAdder refused;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private volatile boolean someoneWaits;
    private volatile boolean ended;

    /** Who waits for room, and for what: a view. */
    private record Waiting(Object view, Promise<Void> promise) {}

    Admission(FsConfig.Limits limits, LongAdder refused) {
        queueDepth = limits.queueDepth();
        maxPending = limits.maxPendingOps();
        this.refused = refused;
    }

    int admitted() {
        return admitted.get();
    }

    boolean isOpen() {
        return ended || admitted.get() - queueDepth < maxPending;
    }

    /** The loop has ended: what it gave up leaves no more, and what starts now fails at once, for which nobody need wait. */
    void end() {
        ended = true;
        notifyWaiting();
    }

    boolean tryEnter() {
        if (admitted.incrementAndGet() - queueDepth <= maxPending || ended) {
            return true;
        }
        leave();
        refused.increment();
        return false;
    }

    TooManyOpsException refusal() {
        return new TooManyOpsException("queueDepth " + queueDepth + " and maxPendingOps " + maxPending
                + " are reached on this loop; acceptingOps() says when to go on");
    }

    void leave() {
        admitted.decrementAndGet();
        if (someoneWaits) {
            notifyWaiting();
        }
    }

    /** Completes the promise when the bound is not reached, now or later, and when the view that waits is {@link #closed}. */
    void whenOpen(Object view, Promise<Void> promise) {
        synchronized (waiting) {
            waiting.add(new Waiting(view, promise));
            someoneWaits = true;
        }
        notifyWaiting();
    }

    /** A view needs no room any more: those who hold the loop up may be others, and hold it up for ever. */
    void closed(Object view) {
        if (!someoneWaits) {
            return;
        }
        List<Promise<Void>> itsOwn = new ArrayList<>();
        synchronized (waiting) {
            waiting.removeIf(one -> one.view == view && itsOwn.add(one.promise));
            someoneWaits = !waiting.isEmpty();
        }
        itsOwn.forEach(promise -> promise.trySuccess(null));
    }

    /** One after the other, for as long as there is room: the first may take it, and the others would be refused again. */
    private void notifyWaiting() {
        for (Promise<Void> next = nextIfOpen(); next != null; next = nextIfOpen()) {
            next.trySuccess(null);
        }
    }

    private Promise<Void> nextIfOpen() {
        synchronized (waiting) {
            Waiting next = isOpen() ? waiting.poll() : null;
            someoneWaits = !waiting.isEmpty();
            return next == null ? null : next.promise;
        }
    }
}
