/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/**
 * Appends to one open file, one at a time over all views: a partial or split append would otherwise be torn apart by the
 * next one. Any loop.
 */
final class AppendQueue implements OpHolder {
    private final OpList waiting = new OpList();
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

    synchronized boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /**
     * Claims the next that waits, if it can go along with the active one; null if not.
     *
     * @param room how many bytes it may have
     */
    synchronized FileOp takeAlong(FileOp with, long room) {
        for (FileOp next = waiting.peek(); next != null && next.engine() == with.engine(); next = waiting.peek()) {
            boolean claimed = next.promise().claim();
            if (claimed && !(next.transfer().isPlain() && next.transfer().length() <= room)) {
                next.promise().unclaim();
                return null;
            }
            waiting.poll();
            next.holder = null;
            if (claimed) {
                next.claimed = true;
                return next;
            }
            // It was cancelled a moment ago, and the news of it will settle the rest.
        }
        return null;
    }

    /** Puts back what went along for nothing, the last first, and says whose turn it is in place of the active one's. */
    synchronized void resume(Iterable<FileOp> lastFirst, FileOp turn) {
        for (FileOp op : lastFirst) {
            op.claimed = !op.promise().unclaim();
            op.holder = this;
            waiting.addFirst(op);
        }
        active = turn;
    }

    /** The append is over, or was cancelled while it waited. */
    void exit(FileOp op) {
        FileOp next;
        OpPromise promise;
        synchronized (this) {
            if (active != op) {
                if (op.holder == this) {
                    op.holder = null;
                    waiting.remove(op);
                }
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
