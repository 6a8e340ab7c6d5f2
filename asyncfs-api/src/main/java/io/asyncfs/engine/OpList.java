/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/**
 * Operations in their order, linked by themselves, so that any of ten thousand is taken out at once when it is cancelled. An
 * operation is in one list at most. Its owner guards it.
 */
final class OpList {
    private FileOp oldest;
    private FileOp newest;

    boolean isEmpty() {
        return oldest == null;
    }

    /** Returns the oldest, or null. */
    FileOp peek() {
        return oldest;
    }

    void add(FileOp op) {
        op.previous = newest;
        if (newest == null) {
            oldest = op;
        } else {
            newest.next = op;
        }
        newest = op;
    }

    void addFirst(FileOp op) {
        op.next = oldest;
        if (oldest == null) {
            newest = op;
        } else {
            oldest.previous = op;
        }
        oldest = op;
    }

    /** Takes the oldest, or returns null. */
    FileOp poll() {
        FileOp op = oldest;
        if (op != null) {
            remove(op);
        }
        return op;
    }

    /** Takes out one that is in this list, or in none. */
    void remove(FileOp op) {
        if (op.previous == null && oldest != op) {
            return;
        }
        if (op.previous == null) {
            oldest = op.next;
        } else {
            op.previous.next = op.next;
        }
        if (op.next == null) {
            newest = op.previous;
        } else {
            op.next.previous = op.previous;
        }
        op.previous = null;
        op.next = null;
    }
}
