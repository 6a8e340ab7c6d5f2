/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Appends to one open file, one at a time over all views: a partial or split append would otherwise be torn apart by the
 * next one. Any loop.
 */
final class AppendQueue implements OpHolder {
    private final Deque<FileOp> waiting = new ArrayDeque<>();
    private FileOp active;

    /** Returns true when the append may go on now; otherwise it is resumed on its loop when its turn comes. */
    synchronized boolean enter(FileOp op) {
        if (active == null) {
            active = op;
            return true;
        }
        op.holder = this;
        waiting.add(op);
        return false;
    }

    /** The append is over, or was cancelled while it waited. */
    void exit(FileOp op) {
        FileOp next;
        OpPromise promise;
        synchronized (this) {
            if (active != op) {
                waiting.remove(op);
                return;
            }
            next = waiting.poll();
            active = next;
            promise = next == null ? null : next.promise();
        }
        if (next != null) {
            next.engine().resume(next, promise);
        }
    }

    @Override
    public void remove(FileOp op) {
        exit(op);
    }
}
