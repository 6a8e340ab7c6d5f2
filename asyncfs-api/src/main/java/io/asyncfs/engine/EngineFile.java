/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectAlignment;
import io.asyncfs.FileStat;
import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.SeekOrigin;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The calls of {@link AsyncFile}: checks arguments, makes the {@link FileOp}, and gives it to the engine. Stateless besides
 * its view and deadline, so that {@link #withDeadline} costs one small object. Any thread.
 */
final class EngineFile extends OpStarter implements AsyncFile, CallerThread {
    EngineFile(FileView view, long timeoutNanos) {
        super(view, timeoutNanos);
    }

    @Override
    public Path path() {
        return view.shared().request().path();
    }

    @Override
    public EventExecutor executor() {
        return view.executor();
    }

    @Override
    public OpenMode mode() {
        return view.shared().mode();
    }

    @Override
    public DirectAlignment alignment() {
        return view.shared().file().alignment();
    }

    @Override
    public boolean isOpen() {
        return view.isOpen();
    }

    @Override
    public Future<Integer> read(ByteBuf dst, long position) {
        return transfer(OpKind.READ, dst, Arguments.position(position), false);
    }

    @Override
    public Future<ByteBuf> read(long position, int length) {
        Arguments.readable(view.shared());
        Arguments.range(position, Arguments.length(length));
        if (!view.isOpen()) {
            return closed();
        }
        SyncTransfer.checkMayWait(view, length);
        DirectAlignment required = alignment();
        AlignmentCheck.position(view.shared(), position);
        int rounded = (int) Math.min(required.roundUp(length), Integer.MAX_VALUE + 1L - required.offset());
        ByteBuf buf;
        try {
            buf = view.engine().fs().allocBuf(rounded, required);
        } catch (IllegalStateException e) { // the memory ends with the instance, and the files before it
            if (view.isOpen()) {
                throw e;
            }
            return closed();
        }
        if (mode() == OpenMode.SYNC) {
            return SyncTransfer.runOwned(view, buf, position, length);
        }
        FileOp op = newOp();
        op.ownsBuffer = true;
        begin(op, OpKind.READ, LastOp.Kind.NONE).ownedTransfer(buf, position, length);
        return start(op);
    }

    @Override
    public Future<Integer> readFully(ByteBuf dst, long position) {
        return transfer(OpKind.READ, dst, Arguments.position(position), true);
    }

    @Override
    public Future<Integer> write(ByteBuf src, long position) {
        Arguments.positional(view.shared());
        return transfer(OpKind.WRITE, src, Arguments.position(position), false);
    }

    @Override
    public Future<Integer> writeFully(ByteBuf src, long position) {
        Arguments.positional(view.shared());
        return transfer(OpKind.WRITE, src, Arguments.position(position), true);
    }

    @Override
    public Future<Integer> append(ByteBuf src) {
        return transfer(OpKind.APPEND, src, 0, false);
    }

    @Override
    public Future<Integer> readSync(ByteBuf dst, long position) {
        Arguments.transfer(view.shared(), OpKind.READ, dst, Arguments.position(position));
        AlignmentCheck.positional(view.shared(), OpKind.READ, dst, position);
        return SyncTransfer.run(view, OpKind.READ, dst, position, false);
    }

    @Override
    public Future<Integer> writeSync(ByteBuf src, long position) {
        Arguments.positional(view.shared());
        Arguments.transfer(view.shared(), OpKind.WRITE, src, Arguments.position(position));
        AlignmentCheck.positional(view.shared(), OpKind.WRITE, src, position);
        return SyncTransfer.run(view, OpKind.WRITE, src, position, false);
    }

    @Override
    public Future<Integer> read(ByteBuf dst) {
        return CursorCalls.transfer(this, OpKind.READ, dst, false, mode());
    }

    @Override
    public Future<Integer> readFully(ByteBuf dst) {
        return CursorCalls.transfer(this, OpKind.READ, dst, true, mode());
    }

    @Override
    public Future<Integer> write(ByteBuf src) {
        return CursorCalls.transfer(this, OpKind.WRITE, src, false, mode());
    }

    @Override
    public Future<Integer> writeFully(ByteBuf src) {
        return CursorCalls.transfer(this, OpKind.WRITE, src, true, mode());
    }

    @Override
    public Future<Integer> readSync(ByteBuf dst) {
        return CursorCalls.transfer(this, OpKind.READ, dst, false, OpenMode.SYNC);
    }

    @Override
    public Future<Integer> writeSync(ByteBuf src) {
        return CursorCalls.transfer(this, OpKind.WRITE, src, false, OpenMode.SYNC);
    }

    @Override
    public Future<Long> seek(long offset, SeekOrigin origin) {
        return CursorCalls.seek(this, offset, origin);
    }

    @Override
    public Future<Long> position() {
        return CursorCalls.position(this);
    }

    @Override
    public LastOp lastOp() {
        return view.cursor().lastOp();
    }

    @Override
    public Future<Long> size() {
        OpenFile file = view.shared().file();
        return call(OpKind.SIZE, file::size);
    }

    @Override
    public Future<FileStat> stat() {
        return call(OpKind.STAT, view.shared().file()::stat);
    }

    @Override
    public Future<Void> truncate(long size) {
        Arguments.writable(view.shared());
        Arguments.position(size);
        return run(OpKind.TRUNCATE, () -> view.shared().file().truncate(size));
    }

    @Override
    public Future<Void> sync() {
        return run(OpKind.SYNC, () -> view.shared().file().sync(false));
    }

    @Override
    public Future<Void> dataSync() {
        return run(OpKind.DATASYNC, () -> view.shared().file().sync(true));
    }

    @Override
    public Future<Void> allocate(long offset, long length) {
        Arguments.writable(view.shared());
        if (length < 1) {
            throw new IllegalArgumentException("length: expected 1 or more bytes, got " + length);
        }
        Arguments.range(offset, length);
        return run(OpKind.ALLOCATE, () -> view.shared().file().allocate(offset, length));
    }

    @Override
    public Future<Boolean> tryLock(long position, long size, boolean shared) {
        Arguments.lock(view.shared(), position, size, shared);
        return call(OpKind.LOCK, new LockCall(view.shared().file(), position, size, shared));
    }

    @Override
    public Future<Void> unlock(long position, long size) {
        Arguments.lockRange(position, size);
        return run(OpKind.UNLOCK, () -> view.shared().file().unlock(position, size));
    }

    @Override
    public Future<FileChannel> openChannel() {
        return call(OpKind.OPEN, view.shared().file()::openChannel);
    }

    @Override
    public boolean isInterruptible() {
        return view.shared().file().isInterruptible();
    }

    @Override
    public Object fileKey() {
        return view.shared().file().fileKey();
    }

    @Override
    public <V> V here(OpKind kind, Call<V> call) throws IOException {
        return SyncTransfer.here(view, kind, call);
    }

    @Override
    public void checkAligned(OpKind kind, ByteBuffer memory, long position) {
        AlignmentCheck.memory(view.shared(), kind, memory, position);
    }

    @Override
    public int readCached(ByteBuffer dst, long position) {
        return SyncTransfer.readCached(view, dst, position);
    }

    @Override
    public AsyncFile withDeadline(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: expected more than zero, got " + timeout);
        }
        boolean forEver = timeout.compareTo(Deadlines.LONGEST) > 0;
        return new EngineFile(view, forEver ? 0 : timeout.toNanos());
    }

    @Override
    public AsyncFile view(EventExecutor executor) {
        Objects.requireNonNull(executor, "executor");
        return view.engine().fs().newView(view, executor);
    }

    @Override
    public boolean isAcceptingOps() {
        return view.isOpen() && view.engine().admission().isOpen();
    }

    @Override
    public Future<Void> acceptingOps() {
        return view.acceptingOps();
    }

    @Override
    public Future<Void> close() {
        return view.close();
    }

    private Future<Integer> transfer(OpKind kind, ByteBuf buf, long position, boolean full) {
        Arguments.transfer(view.shared(), kind, buf, position);
        AlignmentCheck.positional(view.shared(), kind, buf, position);
        if (mode() == OpenMode.SYNC) {
            return SyncTransfer.run(view, kind, buf, position, full);
        }
        FileOp op = newOp();
        op.full = full;
        begin(op, kind, LastOp.Kind.NONE).transfer(buf.retain(), kind == OpKind.READ, position);
        return start(op);
    }
}
