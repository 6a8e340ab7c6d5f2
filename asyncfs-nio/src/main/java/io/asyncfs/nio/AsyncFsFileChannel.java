/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/**
 * The JDK's file channel on the engine of an {@link AsyncFs}. It keeps the JDK's contract; what differs:
 *
 * <ul>
 *   <li>On a virtual thread every read and write is given to the engine while the thread parks: none of them holds a carrier,
 *       where the JDK's blocks it. What is in the page cache is copied at once (with io_uring and Linux AIO, on Linux from
 *       6.5 and a local file system, up to 64 KiB). Memory of an
 *       arena that is confined to the thread is copied.
 *   <li>A platform thread, which waits in any case, makes the system call itself; so does an event loop, which must not wait
 *       for another. Where the {@code pool} backend has a channel of the JDK that an interrupt would close (files opened with
 *       APPEND, and all on Windows) a platform thread leaves it to the engine, too.
 *   <li>A shared arena must not be closed while a call uses its memory: the JDK's channel makes the arena's close fail then,
 *       which only the JDK can.
 *   <li>On an event loop a call that finds another thread waiting for the engine with this channel fails with
 *       {@link io.netty.util.concurrent.BlockingOperationException} after a second, as it may be that loop which is waited for.
 *   <li>Locks are those of {@link AsyncFsAsynchronousFileChannel}, which see; a waiting {@code lock} tries again every 1 to
 *       64 ms.
 *   <li>{@code map}, and {@code transferTo} and {@code transferFrom} on platform threads, are done by a channel of the JDK on
 *       the same file, opened when it is first needed. On virtual threads, whose carrier the JDK's zero-copy calls would hold,
 *       the transfers copy through a buffer; {@code transferTo} does so of DIRECT files, too, and takes any range of them.
 *   <li>To open it the file must still allow what this was opened for: {@code map} fails with
 *       {@link java.nio.file.AccessDeniedException} where the file's mode, or the process's rights, no longer do.
 *   <li>On the {@code pool} backend that channel is opened by the path. When the path is gone, as after a deletion or with
 *       DELETE_ON_CLOSE, {@code map} fails with {@link java.nio.file.NoSuchFileException}, and when it leads to another file,
 *       with {@link java.nio.file.FileSystemException}; transfers copy through a buffer then, but for a {@code transferFrom} to
 *       behind the end of the file, which fails in the same way. What was opened before goes on to work.
 *   <li>Directories, FIFOs and character devices are refused with {@link io.asyncfs.FileKindException}.
 *   <li>Heap buffers of any address work on files opened with {@code ExtendedOpenOption.DIRECT}.
 *   <li>A {@code force} that failed makes all later ones of the channel fail, as nobody knows what was lost. Failures of the
 *       system are FileSystemExceptions with path, operation and errno, where the JDK's are plain IOExceptions.
 * </ul>
 *
 * <p>An interrupt closes the channel, as the JDK's: the thread gets a ClosedByInterruptException when the kernel is done with
 * its buffer, not before. {@link #close()} waits for what the kernel has, too, for 10 s at most, and before JDK 24 a virtual
 * thread that closes a channel, or interrupts a thread that uses it, holds its carrier meanwhile: AbstractInterruptibleChannel
 * closes inside a monitor. Thread-safe; operations at the channel's position take turns.
 */
public class AsyncFsFileChannel extends FileChannel {
    private final AsyncFile file;
    private final Opened opened;
    private final BlockingTransfers transfers;
    private final ChannelLocks locks;
    private final JdkTwin twin;
    private final ChannelPosition position = new ChannelPosition();
    private boolean uninterruptible;

    AsyncFsFileChannel(AsyncFs fs, Opened opened) {
        this.opened = opened;
        file = opened.file();
        transfers = new BlockingTransfers(fs, opened);
        locks = new ChannelLocks(file);
        twin = new JdkTwin(file);
        FileCalls.closeWhenAbandoned(this, file);
    }

    /** As {@link #open(AsyncFs, Path, Set, FileAttribute...)}, with an instance that all such channels share. */
    public static AsyncFsFileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return open(SharedFs.get(), path, options, attributes);
    }

    /** As {@link #open(AsyncFs, Path, Set, FileAttribute...)}, with an instance that all such channels share. */
    public static AsyncFsFileChannel open(Path path, OpenOption... options) throws IOException {
        return open(SharedFs.get(), path, Opened.setOf(options));
    }

    /**
     * Opens a channel, and waits for that.
     *
     * @param fs whose engine does the work; once that is closed reads and writes fail with {@link ClosedChannelException},
     *     but the channel is open until it is closed itself
     * @param options as for {@link FileChannel#open(Path, Set, FileAttribute...)}, and {@link io.asyncfs.DirectIo}
     * @param attributes POSIX permissions for a file that is created
     * @throws io.netty.util.concurrent.BlockingOperationException on an event loop
     */
    public static AsyncFsFileChannel open(
            AsyncFs fs, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return SegmentMaps.newChannel(fs, Opened.open(fs, path, options, attributes));
    }

    /** For streams, which an interrupt does not close in the JDK either. Before the channel is used. */
    void setUninterruptible() {
        uninterruptible = true;
    }

    boolean isUninterruptible() {
        return uninterruptible;
    }

    /** An operation that an interrupt ends by closing the channel. */
    @FunctionalInterface
    interface Operation<T> {
        T run() throws IOException;
    }

    <T> T interruptibly(Operation<T> operation) throws IOException {
        if (uninterruptible) {
            return operation.run();
        }
        boolean completed = false;
        try {
            begin();
            T result = operation.run();
            completed = true;
            return result;
        } finally {
            end(completed);
        }
    }

    final void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void checkReads() throws ClosedChannelException {
        checkOpen();
        opened.checkReads();
    }

    private void checkWrites() throws ClosedChannelException {
        checkOpen();
        opened.checkWrites();
    }

    @Override
    public int read(ByteBuffer dst) throws IOException {
        checkReads();
        Checks.fillable(dst);
        return (int) position.transfer(this, at -> transfers.read(dst, at));
    }

    @Override
    public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, dsts.length);
        checkReads();
        ByteBuffer[] range = Arrays.copyOfRange(dsts, offset, offset + length);
        for (ByteBuffer dst : range) {
            Checks.fillable(dst);
        }
        return position.transfer(this, at -> transfers.read(range, at));
    }

    @Override
    public int read(ByteBuffer dst, long at) throws IOException {
        Objects.requireNonNull(dst, "dst");
        Checks.position(at);
        checkReads();
        Checks.fillable(dst);
        return interruptibly(() -> transfers.read(dst, at));
    }

    @Override
    public int write(ByteBuffer src) throws IOException {
        checkWrites();
        Objects.requireNonNull(src, "src");
        return (int) position.transfer(this, at -> transfers.write(src, at));
    }

    @Override
    public long write(ByteBuffer[] srcs, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, srcs.length);
        checkWrites();
        ByteBuffer[] range = Arrays.copyOfRange(srcs, offset, offset + length);
        return position.transfer(this, at -> transfers.write(range, at));
    }

    @Override
    public int write(ByteBuffer src, long at) throws IOException {
        Objects.requireNonNull(src, "src");
        Checks.position(at);
        checkWrites();
        return interruptibly(() -> transfers.write(src, at));
    }

    @Override
    public long position() throws IOException {
        checkOpen();
        return opened.appends() ? size() : interruptibly(position::get); // as the JDK's: where the next write goes
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        checkOpen();
        Checks.position(newPosition);
        interruptibly(() -> position.set(newPosition));
        return this;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return interruptibly(() -> Await.call(file, OpKind.SIZE, OpenFile::size, file::size));
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        checkOpen();
        Checks.notNegative("size", size);
        checkWrites();
        position.truncate(this, size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        interruptibly(() -> {
            FileCalls.force(file, metaData);
            return null;
        });
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        checkOpen();
        return ChannelTransfers.to(this, from, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel src, long to, long count) throws IOException {
        checkOpen();
        return ChannelTransfers.from(this, src, to, count);
    }

    /** Where it is, for transfers between channels. */
    ChannelPosition place() {
        return position;
    }

    JdkTwin twin() {
        return twin;
    }

    Opened opened() {
        return opened;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) throws IOException {
        checkOpen();
        return ChannelTransfers.byTwin(this, jdk -> jdk.map(mode, from, size));
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) throws IOException {
        return locks.acquireBlocking(this, newLock(from, size, shared));
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) throws IOException {
        return locks.tryAcquire(newLock(from, size, shared));
    }

    private AsyncFsFileLock newLock(long from, long size, boolean shared) throws ClosedChannelException {
        checkOpen();
        opened.checkLocks(shared);
        return new AsyncFsFileLock(locks, this, from, ChannelLocks.size(from, size), shared);
    }

    /** Called once, by close or by the interrupt of a thread that uses the channel, on whichever thread that is. */
    @Override
    protected void implCloseChannel() throws IOException {
        locks.close();
        transfers.stop();
        try {
            twin.close();
        } finally {
            FileCalls.close(file);
        }
    }
}
