/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.netty.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The position of one view, and the only code that moves it. One operation at a time holds it; a failed one leaves it
 * where it was. {@link LastOp} is told by the promise of the last holder, so it costs nothing while nobody polls.
 */
final class Cursor {
    private static final AtomicIntegerFieldUpdater<Cursor> BUSY =
            AtomicIntegerFieldUpdater.newUpdater(Cursor.class, "busy");

    private volatile int busy;
    private volatile OpPromise last;
    private long position; // guarded by busy

    /** Takes the cursor; any thread. Returns false when an operation holds it. */
    boolean tryHold() {
        return BUSY.compareAndSet(this, 0, 1);
    }

    /** The holder says by which promise {@link LastOp} is told; before its operation starts. */
    void tellBy(OpPromise promise) {
        last = promise;
    }

    long position() {
        return position;
    }

    /** Moves the cursor; the holder only, when its operation succeeded. */
    void moveTo(long to) {
        position = to;
    }

    /** Lets go; before the promise completes, so that its listeners can start the next operation. */
    void release() {
        busy = 0;
    }

    LastOp lastOp() {
        OpPromise promise = last;
        return promise == null ? LastOp.NONE : snapshot(promise.kind(), promise);
    }

    LastOp.Kind lastKind() {
        OpPromise promise = last;
        return promise == null ? LastOp.Kind.NONE : promise.kind();
    }

    private static LastOp snapshot(LastOp.Kind kind, Future<Object> future) {
        if (!future.isDone()) {
            return new LastOp(kind, false, 0, false, null);
        }
        if (future.cause() != null) {
            return new LastOp(kind, true, 0, false, future.cause());
        }
        boolean transferred = kind == LastOp.Kind.READ || kind == LastOp.Kind.WRITE;
        int bytes = transferred ? (Integer) future.getNow() : 0;
        return new LastOp(kind, true, Math.max(0, bytes), bytes < 0, null);
    }
}
