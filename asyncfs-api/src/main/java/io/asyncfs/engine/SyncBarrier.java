/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Makes a sync wait for the writes submitted before it on the same view. Neither io_uring nor a pool orders an fsync
 * behind writes (io_uring_enter(2)), so the order is kept here: writes belong to the newest epoch, a sync ends it, and an
 * epoch's syncs go on when it and all older ones have no write left. Loop only.
 */
final class SyncBarrier implements OpHolder {
    /** The writes between two syncs, and the syncs that wait for them. */
    static final class Epoch {
        private int writes;
        private final OpList syncs = new OpList();
    }

    private final Deque<Epoch> epochs = new ArrayDeque<>(2);

    void writeAccepted(FileOp op) {
        Epoch newest = epochs.peekLast();
        if (newest == null || !newest.syncs.isEmpty()) {
            newest = new Epoch();
            epochs.add(newest);
        }
        newest.writes++;
        op.epoch = newest;
    }

    /** Returns true when no write is before the sync. */
    boolean syncAccepted(FileOp op) {
        Epoch newest = epochs.peekLast();
        if (newest == null) {
            return true;
        }
        newest.syncs.add(op);
        op.epoch = newest;
        op.holder = this;
        return false;
    }

    /** A write is over; syncs that waited for it alone go to {@code ready}. */
    void writeDone(FileOp op, Consumer<FileOp> ready) {
        op.epoch.writes--;
        op.epoch = null;
        for (Epoch oldest = epochs.peek(); oldest != null && oldest.writes == 0; oldest = epochs.peek()) {
            epochs.remove();
            while (!oldest.syncs.isEmpty()) {
                FileOp sync = oldest.syncs.poll();
                sync.holder = null;
                sync.epoch = null;
                ready.accept(sync);
            }
        }
    }

    @Override
    public void remove(FileOp op) {
        op.epoch.syncs.remove(op);
        op.epoch = null;
        op.holder = null;
    }
}
