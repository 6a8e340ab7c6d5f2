/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Appends that their mechanism gets as one: the one whose turn it is, and those of its loop that wait behind it. An append
 * makes ext4 hand the request to a worker of the kernel's, which takes longer than the copy: 32 writers of 512 durable bytes
 * each are twice as fast this way. Loop only.
 */
final class AppendBatch {
    private static final int MAX_APPENDS = 256;

    private final FileOp first;
    private final List<FileOp> all = new ArrayList<>();
    private long room = SubmitBudget.MAX_BYTES;
    private int written;

    private AppendBatch(FileOp first) {
        this.first = first;
        add(first);
    }

    /** Returns whether others wait behind an operation; then it has to be claimed before it goes to its mechanism. */
    static boolean isPossible(FileOp op) {
        return op.view() != null && op.transfer().isActive() && queue(op).hasWaiting();
    }

    /** Makes a claimed append, whose turn it is, take along those behind it; returns how many it then stands for. */
    static int gather(FileOp op) {
        if (!op.transfer().isPlain()) {
            return 1;
        }
        AppendBatch batch = new AppendBatch(op);
        while (batch.all.size() < MAX_APPENDS) {
            FileOp next = queue(op).takeAlong(op, batch.room);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch.all.size() > 1 && batch.join() ? batch.all.size() : 1;
    }

    private static AppendQueue queue(FileOp op) {
        return op.view().shared().appends();
    }

    private void add(FileOp op) {
        all.add(op);
        room -= op.transfer().length();
    }

    private boolean join() {
        try {
            first.transfer().join(memory());
        } catch (RuntimeException | OutOfMemoryError e) { // somebody's buffer is not as it was: each finds out alone
            disband();
            return false;
        }
        all.forEach(each -> each.batch = this);
        return true;
    }

    private ByteBuffer[] memory() {
        ByteBuffer[] memory = new ByteBuffer[all.size()];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = all.get(i).transfer().whole();
        }
        return memory;
    }

    FileOp first() {
        return first;
    }

    /** No mechanism has begun: the first is alone, and the others wait behind it as if nothing had happened. */
    void disband() {
        Deque<FileOp> again = new ArrayDeque<>();
        for (FileOp op : all) {
            op.batch = null;
            if (op != first) {
                again.push(op);
            }
        }
        first.transfer().join(null);
        queue(first).resume(again, first);
    }

    /** So many bytes of the memory were written. */
    void written(int bytes) {
        written = bytes;
    }

    /**
     * The mechanism is done. Each is over that has a part of what was written, the first one in any case, as a failure is its
     * own; the others take their turn again, as if nothing had happened.
     */
    void end(Throwable failure, BiConsumer<FileOp, Throwable> finish) {
        List<FileOp> over = new ArrayList<>();
        Deque<FileOp> again = new ArrayDeque<>();
        int left = written;
        for (FileOp op : all) {
            op.batch = null;
            int part = Math.min(left, op.transfer().length());
            left -= part;
            op.moved(part);
            if (op == first || part > 0 || op.stop != null) {
                over.add(op);
            } else {
                again.push(op);
            }
        }
        // The turn is the last one's now: the next batch begins when all have been told, and may have appended again.
        queue(first).resume(again, over.get(over.size() - 1));
        for (FileOp op : over) {
            Throwable cause = op == first && failure != null ? failure : op.stop;
            finish.accept(op, op.transfer().done() > 0 ? null : cause);
        }
    }
}
