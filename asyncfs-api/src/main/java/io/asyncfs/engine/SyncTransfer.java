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
import io.asyncfs.spi.OpenFile;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Transfers that are done when the call returns: up to the sync limit on the calling thread, larger ones on the pool while
 * the caller waits. So do those of files that an interrupt of the caller would close for everybody, but on event loops.
 */
final class SyncTransfer {
    private static final int MAX_CACHED = 1 << 16;

    /** As a number of bytes: what is no transfer, and waited for whatever the limit is. */
    static final long A_CALL = Long.MAX_VALUE;

    private SyncTransfer() {}

    private static int limit(FileView view) {
        return view.engine().fs().config().limits().syncLimit();
    }

    /** Refuses, before anything starts, to wait on an event loop for an operation of a SYNC file. */
    static void checkMayWait(FileView view, long bytes) {
        if (view.shared().mode() == OpenMode.SYNC && bytes > limit(view)) {
            checkMayWait(view);
        }
    }

    private static void checkMayWait(FileView view) {
        if (isOnLoop(view)) {
            throw new BlockingOperationException(view.path() + ": a transfer of more than syncLimit (" + limit(view)
                    + ") bytes, or a call that waits, on an event loop");
        }
    }

    private static boolean isOnLoop(FileView view) {
        EventExecutor executor = view.executor();
        return executor.inEventLoop() && executor != ImmediateEventExecutor.INSTANCE || LoopThreads.isCurrent();
    }

    static Future<Integer> run(FileView view, OpKind kind, ByteBuf buf, long position, boolean full) {
        return run(op(view, kind, buf, position, full, null));
    }

    /** Reads into a buffer that goes to the caller with the result. */
    static Future<ByteBuf> runOwned(FileView view, ByteBuf buf, long position, int length) {
        FileOp op = new FileOp(view.engine());
        op.ownsBuffer = true;
        op.onPool = true;
        return run(op.begin(OpKind.READ, view, view.path(), view.executor(), LastOp.Kind.NONE)
                .ownedTransfer(buf, position, length));
    }

    /** The caller holds the cursor. */
    static Future<Integer> runAtCursor(FileView view, OpKind kind, ByteBuf buf, boolean full) {
        Cursor cursor = view.cursor();
        FileOp op;
        try {
            op = op(view, kind, buf, cursor.position(), full, cursor);
        } catch (RuntimeException | Error e) { // somebody has released the buffer meanwhile
            cursor.release();
            throw e;
        }
        try {
            if (op.transfer().length() > limit(view)) {
                checkMayWait(view);
            }
        } catch (BlockingOperationException e) {
            op.transfer().end(false);
            cursor.release();
            throw e;
        }
        cursor.tellBy(op.promise());
        return run(op);
    }

    private static FileOp op(FileView view, OpKind kind, ByteBuf buf, long position, boolean full, Cursor cursor) {
        LastOp.Kind transferred = kind == OpKind.READ ? LastOp.Kind.READ : LastOp.Kind.WRITE;
        FileOp op = new FileOp(view.engine());
        op.full = full;
        op.onPool = true;
        return op.begin(kind, view, view.path(), view.executor(), cursor == null ? LastOp.Kind.NONE : transferred)
                .cursor(cursor)
                .transfer(buf.retain(), kind == OpKind.READ, position);
    }

    private static <V> Future<V> run(FileOp op) {
        FileView view = op.view();
        Promise<V> promise = op.typedPromise();
        FsCounters counters = view.engine().fs().counters();
        boolean large = op.transfer().length() > limit(view);
        if (large || op.file().isInterruptible() && !isOnLoop(view)) {
            try {
                checkMayWait(view);
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
    private static void runInline(FileOp op) {
        FileView view = op.view();
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
            failure = view.engine().end().whyClosed(view.path());
        }
        Throwable cause = Outcome.moveIndices(op, Outcome.causeOf(op, failure));
        Outcome.complete(promise, Outcome.apply(op, null, cause), cause);
    }

    /** A blocking call on the calling thread, between the two steps that keep the descriptor open. */
    static <V> V here(FileView view, OpKind kind, CallerThread.Call<V> call) throws IOException {
        if (!view.enterInline()) {
            throw new FileClosedException(view.path());
        }
        try {
            if (kind.isTransfer()) {
                view.engine().fs().counters().syncInline.increment();
            }
            return kind.isSync()
                    ? view.shared().syncs().here(call, view.shared().file())
                    : call.on(view.shared().file());
        } catch (IOException e) {
            FileOp op = new FileOp(view.engine()).begin(kind, view, view.path(), view.executor(), LastOp.Kind.NONE);
            throw Failures.describe(op, e) instanceof IOException described ? described : e;
        } finally {
            view.leaveInline();
        }
    }

    /** What is in memory, on a thread that did not ask to wait: it copies no more than a loop would between two events. */
    static int readCached(FileView view, ByteBuffer dst, long position) {
        int length = dst.remaining();
        if (length > MAX_CACHED || !view.enterInline()) {
            return -1;
        }
        try {
            OpenFile file = view.shared().file();
            if (file.mayHang() || file.alignment().isDirect() || !file.isCached(position, length)) {
                return -1;
            }
            int count = dst.isDirect() ? file.readCached(dst, position) : copyCached(view, dst, position);
            if (count > 0) {
                view.engine().fs().counters().nowaitReads.increment();
            }
            return count;
        } finally {
            view.leaveInline();
        }
    }

    private static int copyCached(FileView view, ByteBuffer dst, long position) {
        ByteBuf copy = view.engine().fs().allocBuf(dst.remaining());
        try {
            int count = view.shared().file().readCached(copy.nioBuffer(0, dst.remaining()), position);
            if (count > 0) {
                dst.duplicate().put(copy.nioBuffer(0, count));
            }
            return count;
        } finally {
            copy.release();
        }
    }

    private static Throwable transferAll(FileOp op) {
        Transfer transfer = op.transfer();
        try {
            while (transfer.done() < transfer.length()) {
                transfer.prepareChunk(op.engine().fs().staging(), Transfer.MAX_CHUNK);
                int asked = transfer.chunk();
                int bytes = once(op, transfer.chunkBuffers());
                op.moved(bytes);
                if (!transfer.mayGoOn(bytes) || bytes < asked && !op.full) {
                    break;
                }
            }
            return null;
        } catch (IOException | RuntimeException | Error e) {
            return Failures.describe(op, e);
        }
    }

    private static int once(FileOp op, ByteBuffer[] memory) throws IOException {
        return switch (op.kind()) {
            case READ -> op.file().read(memory, op.position());
            case WRITE -> op.file().write(memory, op.position());
            default -> op.file().append(memory);
        };
    }
}
