/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.TimeUnit;

/**
 * The virtual threads that a loop has results for, until it wakes them: it wakes one, which wakes the others. To wake one from
 * another thread calls a carrier that sleeps, which the kernel runs at once, also on the processor of the loop: it finds one
 * thread to run, and sleeps again. Between virtual threads it is an entry in the carrier's own queue.
 *
 * <p>The one may have no carrier to run on, as the others keep them all: in a native method, or before JDK 24 in a monitor,
 * virtual threads park on their carriers. So the loop itself wakes those others whom it has not woken after a millisecond. Its
 * loop's thread only.
 */
final class Wakes {
    private static final FastThreadLocal<Wakes> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected Wakes initialValue() {
            return new Wakes();
        }
    };

    private static final Runnable NOTHING = () -> {};

    private WaitingThread first;
    private WaitingThread last;
    private WaitingThread leaders; // of the last millisecond, latest first
    private boolean hasTimer;

    static Wakes ofThread() {
        return OF_THREAD.get();
    }

    /** Wakes a thread, with those that get their results in the same round of the loop, whose thread this is. */
    void add(WaitingThread thread, EventExecutor loop) {
        boolean alone = first == null;
        if (alone) {
            first = thread;
        } else {
            last.next = thread;
        }
        last = thread;
        if (loop.isShuttingDown()) { // it may drain, and runs no tasks until its last operation has ended
            wakeDirectly();
        } else if (alone) {
            try {
                loop.execute(() -> wake(loop));
            } catch (RuntimeException | Error e) { // refused, or no memory: they have their results in any case
                wakeDirectly();
            }
        }
    }

    private void wake(EventExecutor loop) {
        WaitingThread thread = takeAll();
        while (thread != null && !thread.wake()) {
            thread = thread.next;
        }
        if (thread != null && thread.next != null) {
            thread.nextLeader = leaders;
            leaders = thread;
            makeSure(loop);
        }
    }

    private void wakeDirectly() {
        WaitingThread.unparkAll(takeAll());
        relieve();
    }

    private WaitingThread takeAll() {
        WaitingThread all = first;
        first = null;
        last = null;
        return all;
    }

    /** Wakes whom the leaders have not woken. */
    private void relieve() {
        WaitingThread leader = leaders;
        leaders = null;
        for (; leader != null; leader = leader.nextLeader) {
            WaitingThread.unparkAll(leader.takeFollowers());
        }
    }

    /** A loop that ends cancels its timers, which tells their listeners, too. */
    private void makeSure(EventExecutor loop) {
        if (hasTimer) {
            return;
        }
        try {
            loop.schedule(NOTHING, 1, TimeUnit.MILLISECONDS).addListener(ignored -> {
                hasTimer = false;
                relieve();
            });
            hasTimer = true;
        } catch (RuntimeException | Error e) { // refused, or no memory
            relieve();
        }
    }
}
