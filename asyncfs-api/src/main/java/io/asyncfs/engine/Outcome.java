/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;

/**
 * From what a mechanism did to what the caller is told: indices, cursor, count or end of file. The only place where these
 * rules are written, for all backends.
 */
final class Outcome {
    private Outcome() {}

    /** Returns why the operation failed, or null: progress beats a failure, except for what must be whole. */
    static Throwable causeOf(FileOp op, Throwable failure) {
        Transfer transfer = op.transfer();
        if (!transfer.isActive()) {
            return failure;
        }
        Throwable failed = failure == null ? transfer.refused() : failure;
        if (failed != null) {
            return op.full || transfer.done() == 0 ? failed : null;
        }
        if (op.full && transfer.done() < transfer.length()) {
            return op.kind() == OpKind.READ ? Failures.endOfFile(op) : Failures.noProgress(op);
        }
        return null;
    }

    /** Moves the buffer's indices; returns why the operation failed, which may be that somebody else has moved them. */
    static Throwable moveIndices(FileOp op, Throwable cause) {
        if (op.transfer().isActive()) {
            try {
                op.transfer().moveIndices();
            } catch (RuntimeException e) {
                return cause == null ? e : cause;
            }
        }
        return cause;
    }

    /** Moves the cursor, lets go of buffer and cursor, and returns the value for the promise. */
    static Object apply(FileOp op, Object callValue, Throwable cause) {
        Object value = callValue;
        Transfer transfer = op.transfer();
        if (transfer.isActive()) {
            ByteBuf owned = op.ownsBuffer && cause == null ? transfer.buf() : null;
            value = owned != null ? owned : op.engine().counts.of(count(op.kind(), transfer));
            transfer.end(owned != null);
        }
        Cursor cursor = op.cursor();
        if (cursor != null) {
            if (cause == null && op.kind().isTransfer()) {
                cursor.moveTo(op.position());
            }
            op.releaseCursor();
        }
        return value;
    }

    private static int count(OpKind kind, Transfer transfer) {
        boolean atEnd = kind == OpKind.READ && transfer.done() == 0 && transfer.length() > 0;
        return atEnd ? -1 : transfer.done();
    }

    /** Completes the promise; what an abandoned one cannot take is given back. */
    static void complete(OpPromise promise, Object value, Throwable cause) {
        if (cause != null) {
            promise.tryFailure(cause);
        } else if (!promise.trySuccess(value)) {
            Unclaimed.giveBack(value);
        }
    }
}
