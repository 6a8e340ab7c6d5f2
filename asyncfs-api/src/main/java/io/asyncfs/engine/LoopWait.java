/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How a loop's thread waits without a socket transport: in the kernel queue, or parked when there is none. */
final class LoopWait {
    private final KernelQueue queue;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicInteger wakers = new AtomicInteger();
    private volatile Thread thread;

    LoopWait(KernelQueue queue) {
        this.queue = queue;
    }

    /**
     * Waits until woken, a completion, or the time is over.
     *
     * @param mayBlock asked after {@link #wake()} is sure to be noticed
     */
    void await(long nanos, java.util.function.BooleanSupplier mayBlock) {
        thread = Thread.currentThread();
        asleep.set(true);
        try {
            if (!mayBlock.getAsBoolean()) {
                return;
            }
            if (queue != null) {
                queue.await(nanos);
            } else {
                park(nanos);
            }
        } finally {
            asleep.set(false);
        }
    }

    private void park(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
        Thread.interrupted(); // with which no later park would wait; nothing of a loop ends by it
    }

    /** Ends the current wait; any thread. */
    void wake() {
        if (!asleep.get()) {
            return;
        }
        wakers.incrementAndGet(); // before it becomes the one that wakes
        try {
            if (asleep.getAndSet(false)) {
                if (queue != null) {
                    queue.wakeup();
                } else {
                    LockSupport.unpark(thread);
                }
            }
        } finally {
            wakers.decrementAndGet();
        }
    }

    /**
     * The loop's thread waits no more. Returns when nobody wakes it any more: the queue is closed next, and a waker that was
     * held up would write into whatever file gets its descriptor's number.
     */
    void end() {
        asleep.set(false);
        while (wakers.get() > 0) {
            Thread.yield();
        }
    }
}
