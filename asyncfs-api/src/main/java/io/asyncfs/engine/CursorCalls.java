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
    private final OpStarter ops;
    private final FileView view;
    private final SyncTransfer sync;

    CursorCalls(OpStarter ops) {
        this.ops = ops;
        view = ops.view();
        sync = ops.sync();
    }

    Future<Long> seek(long offset, SeekOrigin origin) {
        Objects.requireNonNull(origin, "origin");
        if (origin == SeekOrigin.END) {
            return seekFromEnd(offset);
        }
        Cursor cursor = view.cursor();
        return atCursor(LastOp.Kind.SEEK, () -> {
            cursor.moveTo(Arguments.seek(origin == SeekOrigin.START ? 0 : cursor.position(), offset));
            return cursor.position();
        });
    }

    Future<Long> position() {
        return atCursor(LastOp.Kind.POSITION, view.cursor()::position);
    }

    Future<Integer> transfer(OpKind kind, ByteBuf buf, boolean full, OpenMode as) {
        Arguments.positionalCursor(view.shared(), kind);
        Arguments.transfer(view.shared(), kind, buf, 0);
        AlignmentCheck.buffer(view.shared(), kind, buf);
        if (as == OpenMode.SYNC) {
            sync.checkMayWait(kind == OpKind.READ ? buf.writableBytes() : buf.readableBytes());
        }
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        if (!cursor.tryHold()) {
            return busy();
        }
        if (as == OpenMode.SYNC) {
            return sync.runAtCursor(kind, buf, full);
        }
        FileOp op = ops.newOp();
        op.full = full;
        ops.begin(op, kind, kind == OpKind.READ ? LastOp.Kind.READ : LastOp.Kind.WRITE)
                .cursor(cursor)
                .transfer(buf.retain(), kind == OpKind.READ, cursor.position());
        cursor.tellBy(op.promise());
        return ops.start(op);
    }

    private Future<Long> seekFromEnd(long offset) {
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        sync.checkMayWait(Integer.MAX_VALUE);
        if (!cursor.tryHold()) {
            return busy();
        }
        FileOp op = ops.begin(ops.newOp(), OpKind.SIZE, LastOp.Kind.SEEK)
                .cursor(cursor)
                .call(view.shared().file()::size)
                .finisher(size -> {
                    cursor.moveTo(Arguments.seek((Long) size, offset));
                    return cursor.position();
                });
        cursor.tellBy(op.promise());
        return ops.start(op);
    }

    /** Does a cursor operation that needs no system call, at once. */
    private Future<Long> atCursor(LastOp.Kind kind, LongSupplier body) {
        if (!view.isOpen()) {
            return ops.closed();
        }
        Cursor cursor = view.cursor();
        if (!cursor.tryHold()) {
            return busy();
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

    private <V> Future<V> busy() {
        return view.executor()
                .newFailedFuture(new CursorBusyException(
                        view.path() + ": a " + view.cursor().lastKind()
                                + " operation has the cursor; expected it to be done before the next one starts"));
    }
}
