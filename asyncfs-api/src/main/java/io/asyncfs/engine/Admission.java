/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.TooManyOpsException;
import io.netty.util.concurrent.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The bound on operations accepted and not yet done by one loop: {@code queueDepth + maxPendingOps}. Any thread. */
final class Admission {
    private final int queueDepth;
    private final int maxPending;
    private final AtomicInteger admitted = new AtomicInteger();
    private final LongAdder refused;
    /** By view, whose turn it is first. */
    private final Map<Object, Deque<Promise<Void>>> waiting = new LinkedHashMap<>();

    private volatile boolean someoneWaits;
    private volatile boolean ended;

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

    /** Takes a place, or none: who enters and leaves again would tell others of a place that is not its own. */
    boolean tryEnter() {
        int now;
        do {
            now = admitted.get();
            if (now - queueDepth >= maxPending && !ended) {
                refused.increment();
                return false;
            }
        } while (!admitted.compareAndSet(now, now + 1));
        return true;
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
            waiting.computeIfAbsent(view, one -> new ArrayDeque<>(2)).add(promise);
            someoneWaits = true;
        }
        notifyWaiting();
    }

    /** A view needs no room any more: those who hold the loop up may be others, and hold it up for ever. */
    void closed(Object view) {
        if (!someoneWaits) {
            return;
        }
        Deque<Promise<Void>> itsOwn;
        synchronized (waiting) {
            itsOwn = waiting.remove(view);
            someoneWaits = !waiting.isEmpty();
        }
        if (itsOwn != null) {
            itsOwn.forEach(promise -> promise.trySuccess(null));
        }
    }

    /** One after the other, for as long as there is room: the first may take it, and the others would be refused again. */
    private void notifyWaiting() {
        for (Promise<Void> next = nextIfOpen(); next != null; next = nextIfOpen()) {
            next.trySuccess(null);
        }
    }

    private Promise<Void> nextIfOpen() {
        synchronized (waiting) {
            Promise<Void> next = isOpen() && !waiting.isEmpty() ? next() : null;
            someoneWaits = !waiting.isEmpty();
            return next;
        }
    }

    /** Takes the next one; views take turns. */
    private Promise<Void> next() {
        Iterator<Map.Entry<Object, Deque<Promise<Void>>>> first =
                waiting.entrySet().iterator();
        Map.Entry<Object, Deque<Promise<Void>>> view = first.next();
        Promise<Void> next = view.getValue().poll();
        first.remove();
        if (!view.getValue().isEmpty()) {
            waiting.put(view.getKey(), view.getValue());
        }
        return next;
    }
}
