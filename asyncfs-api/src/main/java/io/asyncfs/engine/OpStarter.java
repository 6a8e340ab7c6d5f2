/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;

/** Makes and starts the operations of one {@link EngineFile}, which it is a part of. Any thread. */
abstract class OpStarter {
    final FileView view;
    private final long timeoutNanos;

    OpStarter(FileView view, long timeoutNanos) {
        this.view = view;
        this.timeoutNanos = timeoutNanos;
    }

    /** Returns a record for an operation that will be accepted; its flags are set before {@link #begin}. */
    final FileOp newOp() {
        return view.engine().newOp();
    }

    final FileOp begin(FileOp op, OpKind kind, LastOp.Kind cursorKind) {
        return op.begin(kind, view, view.path(), view.executor(), cursorKind);
    }

    /** Starts a blocking call on the open file. */
    final <V> Future<V> call(OpKind kind, BlockingCall blocking) {
        SyncTransfer.checkMayWait(view, SyncTransfer.A_CALL);
        return start(begin(newOp(), kind, LastOp.Kind.NONE).call(blocking));
    }

    /** A blocking call without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Starts a blocking call on the open file that has no result. */
    final Future<Void> run(OpKind kind, Action action) {
        return call(kind, () -> {
            action.run();
            return null;
        });
    }

    /** Gives an operation to the engine, with the deadline, and waits for it when the file is of mode SYNC. */
    final <V> Future<V> start(FileOp op) {
        Promise<V> promise = op.typedPromise();
        OpPromise started = op.promise();
        OpKind kind = op.kind();
        view.engine().accept(op);
        setDeadline(started, kind);
        if (view.shared().mode() == OpenMode.SYNC) {
            promise.awaitUninterruptibly();
        }
        return promise;
    }

    /** Limits the time of an operation that was accepted, if there is a limit. */
    private void setDeadline(OpPromise started, OpKind kind) {
        if (timeoutNanos > 0) {
            view.engine().deadlines().set(started, view, kind, timeoutNanos);
        }
    }

    final <V> Future<V> closed() {
        return LoopPromise.failed(view.executor(), view.engine().end().whyClosed(view.path()));
    }
}
