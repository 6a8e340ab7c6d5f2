/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for one future. By parking: Netty's own futures wait inside a monitor, which holds the carrier of a virtual
 * thread before JDK 24. An interrupt does not end the wait, since the kernel may have the caller's memory; whoever reacts to
 * interrupts asks the operation to stop.
 *
 * <p>When it goes on it wakes those that it was given to wake: see {@link Wakes}.
 */
final class WaitingThread implements FutureListener<Object> {
    static final long FOR_EVER = Long.MAX_VALUE;

    private static final AtomicReferenceFieldUpdater<WaitingThread, WaitingThread> FOLLOWERS =
            AtomicReferenceFieldUpdater.newUpdater(WaitingThread.class, WaitingThread.class, "followers");

    /** Stands for the followers of one that wakes none any more. */
    private static final WaitingThread TAKEN = new WaitingThread(null, null);

    private final Thread thread;
    private final EventExecutor loop;
    private volatile boolean done;
    private volatile WaitingThread followers;

    /** Who got a result after it; only for {@link Wakes}, as the other. */
    WaitingThread next;

    WaitingThread nextLeader;

    /** Makes one of the calling thread; {@code loop} is to wake it together with others, unless null. */
    WaitingThread(EventExecutor loop) {
        this(Thread.currentThread(), loop);
    }

    private WaitingThread(Thread thread, EventExecutor loop) {
        this.thread = thread;
        this.loop = loop;
    }

    /** Waits for a future, for so many nanoseconds at most. An interrupt stays pending. */
    void await(Future<?> future, long nanos) {
        boolean interrupted = false;
        try {
            future.addListener(this);
            long start = nanos == FOR_EVER ? 0 : System.nanoTime();
            while (!done && park(nanos, start)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            unparkAll(takeFollowers());
        }
        if (interrupted) {
            thread.interrupt();
        }
    }

    /** Returns false when the time is over. Without a limit it reads no clock, and sets no timer for a virtual thread. */
    private boolean park(long nanos, long start) {
        if (nanos == FOR_EVER) {
            LockSupport.park(this);
            return true;
        }
        long left = nanos - (System.nanoTime() - start);
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        return left > 0;
    }

    @Override
    public void operationComplete(Future<Object> future) {
        done = true;
        if (loop != null && loop.inEventLoop()) {
            Wakes.ofThread().add(this, loop);
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Wakes it, and has it wake those linked after it; returns false, and does nothing, when it has gone on by itself. */
    boolean wake() {
        boolean waits = leads(next);
        if (waits) {
            LockSupport.unpark(thread);
        }
        return waits;
    }

    /** Gives it others to wake when it goes on; returns false when it has. */
    boolean leads(WaitingThread others) {
        return FOLLOWERS.compareAndSet(this, null, others);
    }

    /** Returns those that it has to wake, or null; whoever takes them wakes them instead, and nobody is given to it any more. */
    WaitingThread takeFollowers() {
        WaitingThread first = FOLLOWERS.getAndSet(this, TAKEN);
        return first == TAKEN ? null : first;
    }

    /** Wakes a thread and those linked after it, or, of null, nobody. What one of them throws keeps no other asleep. */
    static void unparkAll(WaitingThread first) {
        RuntimeException failure = null;
        for (WaitingThread each = first; each != null; each = each.next) {
            try {
                LockSupport.unpark(each.thread);
            } catch (RuntimeException e) { // a virtual thread's scheduler refuses it
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
