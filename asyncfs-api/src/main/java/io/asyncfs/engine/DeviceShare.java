/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;

/**
 * What one device may have in flight on one loop, so that it holds up nothing but itself. Lanes that ask for more wait
 * here. Loop only.
 *
 * <ul>
 *   <li>A device that may hang (FUSE, a network file system): half of {@code queueDepth}, as it gets half of the pool.
 *   <li>A device with a queue: what it may have of that. Submitting more makes the loop wait until the device answers:
 *       neither ext4 nor XFS passes IOCB_NOWAIT on as REQ_NOWAIT, so io_uring_enter, io_submit and even
 *       preadv2(RWF_NOWAIT), which reads ahead, sleep in blk_mq_get_tag (Linux 6.18; {@code SlowDiskContract} shows it).
 *   <li>Of the kernel's threads that wait for writes and syncs: half, so that those of other devices go on.
 * </ul>
 */
final class DeviceShare {
    private final FairQueue queue;
    private int limit;
    private final Lane pathLane;
    private SharedDevice device; // null without a queue that a submission could wait for
    private boolean entered;
    private int inFlight;
    private int atDevice;
    private int direct;
    private int remaining;
    private int workers = Integer.MAX_VALUE;
    private int atWorkers;
    private final LaneList parked = new LaneList();
    private final LaneList parkedForWorkers = new LaneList();

    /** Makes the share of a device that may have {@code limit} operations of any kind in flight. */
    DeviceShare(FairQueue queue, int limit) {
        this.queue = queue;
        this.limit = limit;
        pathLane = new Lane(queue, this);
    }

    /** Says how many operations of any kind it may have in flight from now on. */
    void limit(int operations) {
        limit = operations;
    }

    /** Says what limits the operations in flight that go to the device while they are submitted. */
    void device(SharedDevice shared) {
        device = shared;
    }

    /** Says how many threads of the kernel there are for what waits, for all devices. */
    void workers(int ofKernel) {
        workers = Math.max(1, ofKernel / 2);
    }

    /** Returns the lane of operations on paths of the device: opens, stats, directories. */
    Lane pathLane() {
        return pathLane;
    }

    boolean hasRoom(FileOp op) {
        if (inFlight >= limit || lacksWorker(op)) {
            return false;
        }
        if (device == null || !goesToDevice(op) || isWithinShare()) {
            return true;
        }
        // When all of the last round came back at once, the data is cached, and likely so is more of it.
        return !isDirect(op) && (remaining == 0 || isCachedPiece(op));
    }

    /** Of what is longer the other pieces would go on without being asked, and to ask about a gigabyte takes milliseconds. */
    private static boolean isCachedPiece(FileOp op) {
        long length = op.transfer().length();
        return length <= SubmitBudget.MAX_BYTES && op.file().isCached(op.position(), length);
    }

    private boolean lacksWorker(FileOp op) {
        return atWorkers >= workers && needsWorker(op);
    }

    /** Of writes those within allocated space may do without, but nobody knows before. */
    private static boolean needsWorker(FileOp op) {
        return op.file() != null && (op.kind().isWrite() || op.kind().isSync());
    }

    private boolean isWithinShare() {
        return atDevice < SharedDevice.MIN_ROOM || atDevice < device.room(remaining);
    }

    /** Buffered writes reach the device later, by the kernel's own threads. */
    private static boolean goesToDevice(FileOp op) {
        return op.kind() == OpKind.READ || op.kind() == OpKind.WRITE && isDirect(op);
    }

    static boolean isDirect(FileOp op) {
        return op.file() != null && op.file().alignment().isDirect();
    }

    void take(FileOp op) {
        inFlight++;
        atWorkers += needsWorker(op) ? 1 : 0;
        if (goesToDevice(op)) {
            enter();
            atDevice++;
            direct += isDirect(op) ? 1 : 0;
        }
    }

    private void enter() {
        if (!entered && device != null) {
            entered = true;
            device.entered();
        }
    }

    /** The loop goes to sleep or ends: other loops get the room of one that has nothing there. */
    void leave(boolean ends) {
        if (entered && (atDevice == 0 || ends)) {
            entered = false;
            remain(0);
            device.left();
        }
    }

    /** Tells the other loops how many operations wait for the device. */
    private void remain(int operations) {
        if (operations != remaining) {
            device.changed(operations - remaining);
            remaining = operations;
        }
    }

    void giveBack(FileOp op) {
        inFlight--;
        atWorkers -= needsWorker(op) ? 1 : 0;
        if (goesToDevice(op)) {
            atDevice--;
            direct -= isDirect(op) ? 1 : 0;
        }
        passOn();
    }

    /** Returns how many direct reads and writes are in flight. */
    int directInFlight() {
        return direct;
    }

    /** A round of submitting and reaping is over: what is still there waits for the device. */
    void roundEnded() {
        if (device == null) {
            return;
        }
        remain(atDevice);
        if (inFlight < limit) {
            if (isWithinShare()) { // another loop may have given way
                passOn(parked);
            }
            passOnForWorkers();
        }
    }

    /** Keeps a lane until there is room for its oldest operation; the queue does not ask it meanwhile. */
    void park(Lane lane, FileOp oldest) {
        (lacksWorker(oldest) ? parkedForWorkers : parked).add(lane);
    }

    /** Lets the lane that waits longest ask again: there is room, or another that was let ask has nothing to do any more. */
    void passOn() {
        passOn(parked);
        passOnForWorkers();
    }

    private void passOnForWorkers() {
        if (atWorkers < workers) {
            passOn(parkedForWorkers);
        }
    }

    private void passOn(LaneList lanes) {
        if (!lanes.isEmpty()) {
            queue.append(lanes.poll());
        }
    }
}
