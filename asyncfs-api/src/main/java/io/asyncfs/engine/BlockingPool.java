/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * The bounded pool for what the kernel cannot do asynchronously. Operations queue by device; devices take turns and none
 * has more than half of the threads, so that a hung mount leaves the other half to the rest. What it holds is bounded by
 * the loops, which give it no more than {@code queueDepth} operations each. Threads are daemons, started when needed and
 * ended when idle.
 */
final class BlockingPool {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Operations that one thread is left with before another is called, while they are done within microseconds. */
    private static final int BACKLOG = 8;

    private final int maxThreads;
    private final Mounts mounts;
    private final ThreadFactory threads;
    private final BriefLock lock = new BriefLock();
    private final Condition work = lock.newCondition();
    private final Lookout lookout = new Lookout();
    private final PoolLanes lanes;
    private final Promise<Void> terminated = GlobalEventExecutor.INSTANCE.newPromise();
    private int started;
    private int idle;
    private int called;
    private boolean shutdown;

    BlockingPool(int maxThreads, Mounts mounts, ThreadFactory threads) {
        this.maxThreads = maxThreads;
        this.mounts = mounts;
        this.threads = threads;
        lanes = new PoolLanes(maxThreads, mounts, lookout, this::takeBack);
    }

    /** Returns whether a thread has an operation of the calling loop, or will take it. */
    static boolean has(FileOp op) {
        return PoolLanes.has(op);
    }

    /**
     * Queues an operation of the calling loop.
     *
     * @param patiently whether those threads that are awake will do, as long as they keep up
     * @return whether no thread was called for it
     */
    boolean execute(FileOp op, boolean patiently) {
        boolean call;
        boolean start;
        lock.lock();
        try {
            lanes.add(op);
            int waiting = lanes.waiting();
            call = patiently ? waiting > BACKLOG * (started - idle) : waiting > (lookout.isThere() ? 1 : 0);
            start = call && callThread();
        } catch (OutOfMemoryError e) { // no first thread: nobody would take it, and its record will serve another
            takeBack(op);
            throw e;
        } finally {
            lock.unlock();
        }
        if (start) {
            startThread(false);
        }
        return !call;
    }

    /** Takes an operation of the calling loop out again; returns false when a thread has it. */
    boolean takeBack(FileOp op) {
        lock.lock();
        try {
            return lanes.takeBack(op);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls a thread that is idle, or starts the first one. Returns whether another is to be started, which takes 50 us or more,
     * by whoever has called this and left the lock.
     */
    private boolean callThread() {
        if (idle > 0) {
            idle--;
            called++;
            work.signal();
        } else if (started < maxThreads) {
            started++;
            if (started > 1) {
                return true;
            }
            startThread(false);
        }
        return false;
    }

    /** Calls a thread for each operation that waits; of new ones each starts the next, so that no loop starts them all. */
    void callAll() {
        boolean start = false;
        lock.lock();
        try {
            for (int i = lanes.waiting(); i > 0 && !start; i--) {
                start = callThread();
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            startThread(true);
        }
    }

    /** For who must come to an end: a thread of the pool that has an operation, and a loop. */
    void callAllIfPossible() {
        try {
            callAll();
        } catch (OutOfMemoryError e) {
            // Those that run do the work.
        }
    }

    private void startThread(boolean callsAll) {
        try {
            threads.newThread(() -> work(callsAll)).start();
        } catch (OutOfMemoryError e) { // "unable to create native thread": those that run do the work
            while (!lock.tryLock()) { // to wait for it takes memory
                Thread.onSpinWait();
            }
            try {
                started--;
                terminateWhenDone();
                if (started == 0 && lanes.waiting() > 0) {
                    throw e;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void work(boolean callsAll) {
        PoolLanes.DeviceLane lane = null;
        boolean calls = callsAll;
        while (true) {
            FileOp op;
            OpPromise promise;
            boolean claimed;
            mounts.refresh();
            lock.lock();
            try {
                if (lane != null) {
                    lanes.finished(lane);
                }
                lane = nextLane();
                if (lane == null) {
                    started--;
                    terminateWhenDone();
                    return;
                }
                op = lanes.begin(lane);
                // Read under the lock: once a cancel has seen it gone, the record may be recycled, and serve a close.
                promise = op == null ? null : op.promise();
                claimed = op != null && op.claimed;
            } finally {
                lock.unlock();
            }
            if (calls) { // before it does anything that may take long
                calls = false;
                callAllIfPossible();
            }
            if (op != null) {
                op.runBlocking(promise, claimed);
            }
        }
    }

    private PoolLanes.DeviceLane nextLane() {
        long left = IDLE_NANOS;
        while (!lanes.isReady()) {
            if (shutdown || left <= 0) {
                return null;
            }
            if (findsMore() || shutdown) { // which may have been asked for without the lock
                continue;
            }
            idle++;
            try {
                left = work.awaitNanos(left);
            } catch (InterruptedException e) {
                left = IDLE_NANOS; // nobody who owns these threads interrupts them; go on
            }
            // Who calls counts the thread as busy at once: a second call before it wakes must not rely on it as well.
            if (called > 0) {
                called--;
            } else {
                idle--;
            }
        }
        return lanes.next();
    }

    /** Leaves the lock meanwhile. */
    private boolean findsMore() {
        if (started - idle > 1 || !lookout.begin()) {
            return false;
        }
        lock.unlock();
        lookout.look();
        lock.lock();
        boolean found = lanes.isReady();
        lookout.end(found);
        return found;
    }

    private void terminateWhenDone() {
        if (shutdown && started == 0) {
            terminated.trySuccess(null);
        }
    }

    /** Ends the threads once nothing waits; the promise completes with the last. */
    Promise<Void> shutdown() {
        lock.lock();
        try {
            shutdown = true;
            work.signalAll();
            terminateWhenDone();
        } finally {
            lock.unlock();
        }
        return terminated;
    }
}
