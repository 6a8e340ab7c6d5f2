/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/** The waiting operations of one file, or of the paths of one device, oldest first; linked by the records. Loop only. */
final class Lane implements OpHolder {
    private final FairQueue queue;
    private final DeviceShare share;
    private final OpList waiting = new OpList();
    private boolean listed;

    /** The next lane of the same list; only for that. */
    Lane next;

    Lane(FairQueue queue, DeviceShare share) {
        this.queue = queue;
        this.share = share;
    }

    DeviceShare share() {
        return share;
    }

    void add(FileOp op) {
        op.holder = this;
        waiting.add(op);
        queue.grew(this);
    }

    FileOp peek() {
        return waiting.peek();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public void remove(FileOp op) {
        if (op.holder == this) {
            op.holder = null;
            waiting.remove(op);
            queue.shrank();
        }
    }

    /** Returns whether the lane waits to be asked, or for its device. */
    boolean isListed() {
        return listed;
    }

    void setListed(boolean inList) {
        listed = inList;
    }
}
