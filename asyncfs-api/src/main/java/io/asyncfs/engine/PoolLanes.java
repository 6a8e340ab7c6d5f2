/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits for the threads of the pool, by device: devices take turns, and none has more than half of the threads. Guarded by
 * the pool's lock, but for {@link #has}.
 */
final class PoolLanes {
    /** Lanes with nothing to do stay as long as there are no more: one made for each operation would be garbage. */
    private static final int KEPT_LANES = 16;

    private final int maxThreads;
    private final Mounts mounts;
    private final Lookout lookout;
    private final OpHolder pool;
    private final LongObjectMap<DeviceLane> lanes = new LongObjectHashMap<>();
    private final Deque<DeviceLane> ready = new ArrayDeque<>();
    private int waiting;

    /** Takes who sees that something is to do, and who takes an operation back, for which the lock is needed. */
    PoolLanes(int maxThreads, Mounts mounts, Lookout lookout, OpHolder pool) {
        this.maxThreads = maxThreads;
        this.mounts = mounts;
        this.lookout = lookout;
        this.pool = pool;
    }

    /** The operations that wait for one device. */
    final class DeviceLane implements OpHolder {
        private final long device;
        private final int maxRunning;
        private final Deque<FileOp> operations = new ArrayDeque<>();
        private int running;
        private boolean isReady;

        private DeviceLane(long device) {
            this.device = device;
            maxRunning = device == 0 ? maxThreads : maxThreads / 2;
        }

        private void add(FileOp op) {
            operations.add(op);
            waiting++;
            op.holder = this;
            becomeReady();
        }

        private void becomeReady() {
            if (!isReady && !operations.isEmpty() && running < maxRunning) {
                ready.add(this);
                isReady = true;
                lookout.toDo(ready.size());
            }
        }

        @Override
        public void remove(FileOp op) {
            pool.remove(op);
        }
    }

    /** Returns whether a thread has an operation of the calling loop, or will take it. */
    static boolean has(FileOp op) {
        return op.holder instanceof DeviceLane;
    }

    /** Returns how many wait. */
    int waiting() {
        return waiting;
    }

    /** Returns whether a thread would find something to do. */
    boolean isReady() {
        return !ready.isEmpty();
    }

    void add(FileOp op) {
        laneOf(op).add(op);
    }

    /** Takes an operation out again; returns false when a thread has it. */
    boolean takeBack(FileOp op) {
        // Only the lock says which lane it is in: a path may have been mounted over (nextOf).
        boolean waits = op.holder instanceof DeviceLane lane && lane.operations.remove(op);
        if (waits) {
            waiting--;
            op.holder = null;
        }
        return waits;
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

    /** Takes the lane whose turn it is, of those that are ready. */
    DeviceLane next() {
        DeviceLane lane = ready.poll();
        lookout.toDo(ready.size());
        lane.isReady = false;
        return lane;
    }

    /**
     * Takes the next operation of a lane, which a thread begins with; a path that was mounted over since it was queued goes to its
     * new lane. Null when there is none.
     */
    FileOp begin(DeviceLane lane) {
        FileOp op = nextOf(lane);
        lane.running++;
        lane.becomeReady();
        return op;
    }

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

    /** The thread that has begun with a lane is done. */
    void finished(DeviceLane lane) {
        lane.running--;
        lane.becomeReady();
        boolean isIdle = lane.running == 0 && lane.operations.isEmpty() && !lane.isReady;
        if (isIdle && lanes.size() > KEPT_LANES) {
            lanes.remove(lane.device);
        }
    }
}
