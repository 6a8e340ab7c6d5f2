/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.CursorBusyException;
import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.SeekOrigin;
import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Objects;
import java.util.function.LongSupplier;

/** The calls at the cursor: each holds it until it is done. Any thread. */
final class CursorCalls {
    private CursorCalls() {}

    static Future<Long> seek(OpStarter ops, long offset, SeekOrigin origin) {
        Objects.requireNonNull(origin, "origin");
        if (origin == SeekOrigin.END) {
            return seekFromEnd(ops, offset);
        }
        Cursor cursor = ops.view.cursor();
        return atCursor(ops, LastOp.Kind.SEEK, () -> {
            cursor.moveTo(Arguments.seek(origin == SeekOrigin.START ? 0 : cursor.position(), offset));
            return cursor.position();
        });
    }

    static Future<Long> position(OpStarter ops) {
        return atCursor(ops, LastOp.Kind.POSITION, ops.view.cursor()::position);
    }

    static Future<Integer> transfer(OpStarter ops, OpKind kind, ByteBuf buf, boolean full, OpenMode as) {
        FileView view = ops.view;
        Arguments.positionalCursor(view.shared(), kind);
        Arguments.transfer(view.shared(), kind, buf, 0);
        AlignmentCheck.buffer(view.shared(), kind, buf);
        if (as == OpenMode.SYNC) {
            SyncTransfer.checkMayWait(view, kind == OpKind.READ ? buf.writableBytes() : buf.readableBytes());
        }
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        if (!cursor.tryHold()) {
            return busy(view);
        }
        if (as == OpenMode.SYNC) {
            return SyncTransfer.runAtCursor(view, kind, buf, full);
        }
        FileOp op = ops.newOp();
        op.full = full;
        try {
            ops.begin(op, kind, kind == OpKind.READ ? LastOp.Kind.READ : LastOp.Kind.WRITE)
                    .cursor(cursor)
                    .transfer(buf.retain(), kind == OpKind.READ, cursor.position());
        } catch (RuntimeException | Error e) { // somebody has released the buffer meanwhile
            cursor.release();
            throw e;
        }
        cursor.tellBy(op.promise());
        return ops.start(op);
    }

    private static Future<Long> seekFromEnd(OpStarter ops, long offset) {
        FileView view = ops.view;
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        SyncTransfer.checkMayWait(view, SyncTransfer.A_CALL);
        if (!cursor.tryHold()) {
            return busy(view);
        }
        FileOp op = ops.begin(ops.newOp(), OpKind.SIZE, LastOp.Kind.SEEK)
                .cursor(cursor)
                .call(view.shared().file()::size)
                .finisher((engine, size) -> {
                    cursor.moveTo(Arguments.seek((Long) size, offset));
                    return cursor.position();
                });
        cursor.tellBy(op.promise());
        return ops.start(op);
    }

    /** Does a cursor operation that needs no system call, at once. */
    private static Future<Long> atCursor(OpStarter ops, LastOp.Kind kind, LongSupplier body) {
        FileView view = ops.view;
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        if (!cursor.tryHold()) {
            return busy(view);
        }
        FileOp op = new FileOp(view.engine());
        ops.begin(op, OpKind.SIZE, kind);
        OpPromise promise = op.promise();
        Promise<Long> typed = op.typedPromise();
        cursor.tellBy(promise);
        promise.claim();
        Object result;
        try {
            result = body.getAsLong();
        } catch (IllegalArgumentException e) {
            result = e;
        }
        cursor.release();
        if (result instanceof Throwable cause) {
            promise.tryFailure(cause);
        } else {
            promise.trySuccess(result);
        }
        return typed;
    }

    private static <V> Future<V> busy(FileView view) {
        return LoopPromise.failed(
                view.executor(),
                new CursorBusyException(view.path() + ": a " + view.cursor().lastKind()
                        + " operation has the cursor; expected it to be done before the next one starts"));
    }
}
