/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.FileClosedException;
import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Transfers that are done when the call returns: up to the sync limit on the calling thread, larger ones on the pool while
 * the caller waits.
 */
final class SyncTransfer {
    private final FileView view;

    SyncTransfer(FileView view) {
        this.view = view;
    }

    private int limit() {
        return view.engine().fs().config().limits().syncLimit();
    }

    /** Refuses, before anything starts, to wait on an event loop for an operation of a SYNC file. */
    void checkMayWait(int bytes) {
        if (view.shared().mode() == OpenMode.SYNC && bytes > limit()) {
            checkMayWait();
        }
    }

    private void checkMayWait() {
        if (view.executor().inEventLoop() || LoopThreads.isCurrent()) {
            throw new BlockingOperationException(view.path() + ": a transfer of more than syncLimit (" + limit()
                    + ") bytes, or a call that waits, on an event loop");
        }
    }

    Future<Integer> run(OpKind kind, ByteBuf buf, long position, boolean full) {
        return run(op(kind, buf, position, full, LastOp.Kind.NONE, null));
    }

    /** Reads into a buffer that goes to the caller with the result. */
    Future<ByteBuf> runOwned(ByteBuf buf, long position, int length) {
        FileOp op = new FileOp(view.engine());
        op.ownsBuffer = true;
        op.onPool = true;
        return run(op.begin(OpKind.READ, view, view.path(), view.executor(), LastOp.Kind.NONE)
                .ownedTransfer(buf, position, length));
    }

    /** The caller holds the cursor. */
    Future<Integer> runAtCursor(OpKind kind, ByteBuf buf, boolean full) {
        Cursor cursor = view.cursor();
        LastOp.Kind cursorKind = kind == OpKind.READ ? LastOp.Kind.READ : LastOp.Kind.WRITE;
        FileOp op = op(kind, buf, cursor.position(), full, cursorKind, cursor);
        try {
            if (op.transfer().length() > limit()) {
                checkMayWait();
            }
        } catch (BlockingOperationException e) {
            op.transfer().end(false);
            cursor.release();
            throw e;
        }
        cursor.tellBy(op.promise());
        return run(op);
    }

    private FileOp op(OpKind kind, ByteBuf buf, long position, boolean full, LastOp.Kind cursorKind, Cursor cursor) {
        FileOp op = new FileOp(view.engine());
        op.full = full;
        op.onPool = true;
        return op.begin(kind, view, view.path(), view.executor(), cursorKind)
                .cursor(cursor)
                .transfer(buf.retain(), kind == OpKind.READ, position);
    }

    private <V> Future<V> run(FileOp op) {
        Promise<V> promise = op.typedPromise();
        FsCounters counters = view.engine().fs().fsCounters();
        if (op.transfer().length() > limit()) {
            try {
                checkMayWait();
            } catch (BlockingOperationException e) {
                op.transfer().end(false);
                throw e;
            }
            counters.syncHandedOver.increment();
            view.engine().accept(op);
            return promise.awaitUninterruptibly();
        }
        counters.syncInline.increment();
        runInline(op);
        return promise;
    }

    /** The record is this thread's alone, and goes to the garbage collector afterwards. */
    private void runInline(FileOp op) {
        OpPromise promise = op.promise();
        promise.claim();
        Throwable failure;
        if (view.enterInline()) {
            try {
                failure = transferAll(op);
            } finally {
                view.leaveInline();
            }
        } else {
            failure = new FileClosedException(view.path());
        }
        Throwable cause = Outcome.causeOf(op, failure);
        Outcome.complete(promise, Outcome.apply(op, null, cause), cause);
    }

    /** A blocking call on the calling thread, between the two steps that keep the descriptor open. */
    <V> V here(OpKind kind, CallerThread.Call<V> call) throws IOException {
        if (!view.enterInline()) {
            throw new FileClosedException(view.path());
        }
        try {
            if (kind.isTransfer()) {
                view.engine().fs().fsCounters().syncInline.increment();
            }
            return call.on(view.shared().file());
        } catch (IOException e) {
            FileOp op = new FileOp(view.engine()).begin(kind, view, view.path(), view.executor(), LastOp.Kind.NONE);
            throw Failures.describe(op, e) instanceof IOException described ? described : e;
        } finally {
            view.leaveInline();
        }
    }

    private Throwable transferAll(FileOp op) {
        Transfer transfer = op.transfer();
        try {
            while (transfer.done() < transfer.length()) {
                transfer.prepareChunk(view.engine().fs().staging(), Transfer.MAX_CHUNK);
                int asked = transfer.chunk();
                int bytes = once(op, transfer.chunkBuffers());
                op.moved(bytes);
                if (!transfer.mayGoOn(bytes) || bytes < asked && !op.full) {
                    break;
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return Failures.describe(op, e);
        }
    }

    private int once(FileOp op, ByteBuffer[] memory) throws IOException {
        return switch (op.kind()) {
            case READ -> op.file().read(memory, op.position());
            case WRITE -> op.file().write(memory, op.position());
            default -> op.file().append(memory);
        };
    }
}
