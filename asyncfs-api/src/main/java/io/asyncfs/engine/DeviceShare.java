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
 * </ul>
 */
final class DeviceShare {
    private final FairQueue queue;
    private final int limit;
    private final Lane pathLane;
    private SharedDevice device; // null without a queue that a submission could wait for
    private boolean entered;
    private int inFlight;
    private int atDevice;
    private int direct;
    private int remaining;
    private Lane firstParked;
    private Lane lastParked;

    /** Makes the share of a device that may have {@code limit} operations of any kind in flight. */
    DeviceShare(FairQueue queue, int limit) {
        this.queue = queue;
        this.limit = limit;
        pathLane = new Lane(queue, this);
    }

    /** Says what limits the operations in flight that go to the device while they are submitted. */
    void device(SharedDevice shared) {
        device = shared;
    }

    /** Returns the lane of operations on paths of the device: opens, stats, directories. */
    Lane pathLane() {
        return pathLane;
    }

    boolean hasRoom(FileOp op) {
        if (inFlight >= limit) {
            return false;
        }
        if (device == null || !goesToDevice(op) || isWithinShare()) {
            return true;
        }
        // When all of the last round came back at once, the data is cached, and likely so is more of it.
        return !isDirect(op)
                && (remaining == 0
                        || op.file().isCached(op.position(), op.transfer().length()));
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
        if (firstParked != null && inFlight < limit && isWithinShare()) {
            passOn(); // another loop has given way
        }
    }

    /** Keeps a lane until there is room; the queue does not ask it meanwhile. */
    void park(Lane lane) {
        lane.setActive(true);
        if (lastParked == null) {
            firstParked = lane;
        } else {
            lastParked.nextActive = lane;
        }
        lastParked = lane;
    }

    /** Lets the lane that waits longest ask again: there is room, or another that was let ask has nothing to do any more. */
    void passOn() {
        Lane lane = firstParked;
        if (lane != null) {
            firstParked = lane.nextActive;
            if (firstParked == null) {
                lastParked = null;
            }
            lane.nextActive = null;
            queue.append(lane);
        }
    }
}
