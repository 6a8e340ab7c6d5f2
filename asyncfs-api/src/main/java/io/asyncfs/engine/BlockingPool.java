/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** Lanes with nothing to do stay as long as there are no more: one made for each operation would be garbage. */
    private static final int KEPT_LANES = 16;

    private final int maxThreads;
    private final Mounts mounts;
    private final ThreadFactory threads;
    private final BriefLock lock = new BriefLock();
    private final Condition work = lock.newCondition();
    private final LongObjectMap<DeviceLane> lanes = new LongObjectHashMap<>();
    private final Deque<DeviceLane> ready = new ArrayDeque<>();
    private final Promise<Void> terminated = GlobalEventExecutor.INSTANCE.newPromise();
    private final Lookout lookout = new Lookout();
    private int waiting;
    private int started;
    private int idle;
    private int called;
    private boolean shutdown;

    BlockingPool(int maxThreads, Mounts mounts, ThreadFactory threads) {
        this.maxThreads = maxThreads;
        this.mounts = mounts;
        this.threads = threads;
    }

    /** The operations that wait for one device. Guarded by the pool's lock. */
    private final class DeviceLane implements OpHolder {
        final long device;
        final int maxRunning;
        final Deque<FileOp> operations = new ArrayDeque<>();
        int running;
        boolean isReady;

        DeviceLane(long device) {
            this.device = device;
            maxRunning = device == 0 ? maxThreads : maxThreads / 2;
        }

        void add(FileOp op) {
            operations.add(op);
            waiting++;
            op.holder = this;
            becomeReady();
        }

        void becomeReady() {
            if (!isReady && !operations.isEmpty() && running < maxRunning) {
                ready.add(this);
                isReady = true;
                lookout.toDo(ready.size());
            }
        }

        @Override
        public void remove(FileOp op) {
            takeBack(op);
        }
    }

    /** Returns whether a thread has an operation of the calling loop, or will take it. */
    static boolean has(FileOp op) {
        return op.holder instanceof DeviceLane;
    }

    /**
     * Queues an operation of the calling loop.
     *
     * @param patiently whether those threads that are awake will do, as long as they keep up
     * @return whether no thread was called for it
     */
    boolean execute(FileOp op, boolean patiently) {
        lock.lock();
        try {
            laneOf(op).add(op);
            boolean call = patiently ? waiting > BACKLOG * (started - idle) : waiting > (lookout.isThere() ? 1 : 0);
            if (call) {
                callThread();
            }
            return !call;
        } catch (OutOfMemoryError e) { // no first thread: nobody would take it, and its record will serve another
            takeBack(op);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Takes an operation of the calling loop out again; returns false when a thread has it. */
    boolean takeBack(FileOp op) {
        lock.lock();
        try {
            // Only the lock says which lane it is in: a path may have been mounted over (nextOf).
            boolean waits = op.holder instanceof DeviceLane lane && lane.operations.remove(op);
            if (waits) {
                waiting--;
                op.holder = null;
            }
            return waits;
        } finally {
            lock.unlock();
        }
    }

    private void callThread() {
        if (idle > 0) {
            idle--;
            called++;
            work.signal();
        } else if (started < maxThreads) {
            started++;
            startThread();
        }
    }

    /** Calls a thread for each operation that waits. */
    void callAll() {
        lock.lock();
        try {
            for (int i = waiting; i > 0 && (idle > 0 || started < maxThreads); i--) {
                callThread();
            }
        } finally {
            lock.unlock();
        }
    }

    private DeviceLane laneOf(FileOp op) {
        boolean isOpen = op.file() != null;
        long device = isOpen ? op.file().device() : op.target() != null ? mounts.deviceOf(op.target()) : 0;
        DeviceLane lane = lanes.get(device);
        if (lane == null) {
            lane = new DeviceLane(device);
            lanes.put(device, lane);
        }
        return lane;
    }

    /** For a thread of the pool, whose end nobody would notice. */
    private DeviceLane laneNow(FileOp op, DeviceLane before) {
        try {
            return laneOf(op);
        } catch (OutOfMemoryError e) {
            return before;
        }
    }

    private void startThread() {
        try {
            threads.newThread(this::work).start();
        } catch (OutOfMemoryError e) { // "unable to create native thread": those that run do the work
            started--;
            if (started == 0) {
                throw e;
            }
        }
    }

    private void work() {
        DeviceLane lane = null;
        while (true) {
            FileOp op;
            OpPromise promise;
            boolean claimed;
            mounts.refresh();
            lock.lock();
            try {
                if (lane != null) {
                    finished(lane);
                }
                lane = nextLane();
                if (lane == null) {
                    started--;
                    terminateWhenDone();
                    return;
                }
                op = nextOf(lane);
                // Read under the lock: once a cancel has seen it gone, the record may be recycled, and serve a close.
                promise = op == null ? null : op.promise();
                claimed = op != null && op.claimed;
                lane.running++;
                lane.becomeReady();
            } finally {
                lock.unlock();
            }
            if (op != null) {
                op.runBlocking(promise, claimed);
            }
        }
    }

    /** Takes the next operation of a lane; a path that was mounted over since it was queued goes to its new lane. */
    private FileOp nextOf(DeviceLane lane) {
        for (FileOp op = lane.operations.poll(); op != null; op = lane.operations.poll()) {
            waiting--;
            DeviceLane now = laneNow(op, lane);
            if (now == lane) {
                return op;
            }
            now.add(op);
        }
        return null;
    }

    private void finished(DeviceLane lane) {
        lane.running--;
        lane.becomeReady();
        boolean isIdle = lane.running == 0 && lane.operations.isEmpty() && !lane.isReady;
        if (isIdle && lanes.size() > KEPT_LANES) {
            lanes.remove(lane.device);
        }
    }

    private DeviceLane nextLane() {
        long left = IDLE_NANOS;
        while (ready.isEmpty()) {
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
        DeviceLane lane = ready.poll();
        lookout.toDo(ready.size());
        lane.isReady = false;
        return lane;
    }

    /** Leaves the lock meanwhile. */
    private boolean findsMore() {
        if (started - idle > 1 || !lookout.begin()) {
            return false;
        }
        lock.unlock();
        lookout.look();
        lock.lock();
        boolean found = !ready.isEmpty();
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
