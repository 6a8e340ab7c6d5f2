/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.Futures;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The JDK's asynchronous channel on the engine of an {@link AsyncFs}. It keeps the JDK's contract; what differs:
 *
 * <ul>
 *   <li>The JDK's class does each operation as a blocking call on a thread of its executor; here the kernel does it and no
 *       thread waits. With io_uring and Linux AIO, on Linux from 6.5 and a local file system, a buffered read of up to 64 KiB
 *       that is in the page cache is copied on the calling thread, if that is no event loop. The executor runs completion
 *       handlers and nothing else. Without one, a few daemon threads do; never an event loop. A handler runs even if its
 *       executor refuses it, shut down or full: then on those; the operation is done by then.
 *   <li>A waiting {@code lock} takes no thread: it is tried again every 1 to 64 ms. Another process may get a lock between
 *       two attempts.
 *   <li>With io_uring and Linux AIO locks belong to the open file (fcntl_locking(2), open file description locks): closing
 *       another channel or stream of the same file does not undo them, which undoes the JDK's. A lock of one of the JDK's own
 *       channels in this process is one of somebody else there: {@code tryLock} answers null and {@code lock} waits, instead
 *       of an {@link java.nio.channels.OverlappingFileLockException}. On the {@code pool} backend, on Linux as elsewhere,
 *       locks are the JDK's in both respects, and so are lost when any other descriptor of the file is closed in this process.
 *   <li>{@link Future#cancel} ends the future at once, as the JDK's, and also asks the kernel to stop. The kernel may go on
 *       using the buffer until the channel is closed, which {@code cancel(true)} does not do here.
 *   <li>{@link #close()} cancels what is still queued (AsynchronousCloseException) and waits for what the kernel has, for 10 s
 *       at most; on an event loop it does not wait. What a disk has not answered by then may still use its buffer.
 *   <li>Heap buffers work on files opened with {@code ExtendedOpenOption.DIRECT}. What is not aligned fails with IOException,
 *       where the JDK's class leaves that to the kernel, which may do it all the same.
 *   <li>Directories, FIFOs and character devices are refused with {@link io.asyncfs.FileKindException}.
 *   <li>Buffers of an {@code Arena.ofConfined} are refused by the call (UnsupportedOperationException); those of an
 *       {@code Arena.ofShared} must not be closed before the operation is done.
 * </ul>
 *
 * <p>{@link #size()}, {@link #truncate(long)}, {@link #force(boolean)} and {@link #tryLock(long, long, boolean)} block, as the
 * JDK's do; on a virtual thread they park. On an event loop they make the system call there, which holds up the loop, as does
 * the {@code get} of a future: the channel is driven by a thread of the library. On that thread itself, where listeners of files
 * that were opened without a loop run, {@code get} throws {@link io.netty.util.concurrent.BlockingOperationException} while
 * there is no result: it would wait for itself. Thread-safe.
 */
public final class AsyncFsAsynchronousFileChannel extends AsynchronousFileChannel {
    private final AsyncFile file;
    private final Opened opened;
    private final HandlerThreads handlers;
    private final ChannelLocks locks;
    private final Set<Transfer> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    AsyncFsAsynchronousFileChannel(Opened opened, ExecutorService executor) {
        this.opened = opened;
        file = opened.file();
        handlers = new HandlerThreads(executor);
        locks = new ChannelLocks(file);
        FileCalls.closeWhenAbandoned(this, file);
    }

    /** As {@link #open(AsyncFs, Path, Set, ExecutorService, FileAttribute...)}, with an instance that all such channels share. */
    public static AsyncFsAsynchronousFileChannel open(
            Path file, Set<? extends OpenOption> options, ExecutorService executor, FileAttribute<?>... attributes)
            throws IOException {
        return open(SharedFs.get(), file, options, executor, attributes);
    }

    /** As {@link #open(AsyncFs, Path, Set, ExecutorService, FileAttribute...)}, with an instance that all such channels share. */
    public static AsyncFsAsynchronousFileChannel open(Path file, OpenOption... options) throws IOException {
        return open(SharedFs.get(), file, Opened.setOf(options), null);
    }

    /**
     * Opens a channel, and waits for that.
     *
     * @param fs whose engine does the work; closing it closes the channel
     * @param options as for {@link AsynchronousFileChannel#open(Path, Set, ExecutorService, FileAttribute...)}, and
     *     {@link io.asyncfs.DirectIo}; {@code APPEND} is refused with UnsupportedOperationException
     * @param executor runs completion handlers; null for daemon threads of this library
     * @param attributes POSIX permissions for a file that is created
     * @throws io.netty.util.concurrent.BlockingOperationException on an event loop
     */
    public static AsyncFsAsynchronousFileChannel open(
            AsyncFs fs,
            Path file,
            Set<? extends OpenOption> options,
            ExecutorService executor,
            FileAttribute<?>... attributes)
            throws IOException {
        if (Opened.contains(options, StandardOpenOption.APPEND)) {
            throw new UnsupportedOperationException("APPEND not allowed");
        }
        return new AsyncFsAsynchronousFileChannel(Opened.open(fs, file, options, attributes), executor);
    }

    Set<Transfer> inFlight() {
        return inFlight;
    }

    @Override
    public boolean isOpen() {
        return !closed.get() && file.isOpen();
    }

    @Override
    public <A> void read(ByteBuffer dst, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
        Answer<Integer> answer = Answer.ByHandler.of(handler, attachment, handlers);
        checkRead(dst, position);
        read(dst, position, answer);
    }

    @Override
    public Future<Integer> read(ByteBuffer dst, long position) {
        checkRead(dst, position);
        return read(dst, position, Answer.byFuture(file.executor()));
    }

    private void checkRead(ByteBuffer dst, long position) {
        Checks.position(position);
        opened.checkReads();
        Checks.fillable(dst);
        Memory.checkShared(dst);
    }

    private Future<Integer> read(ByteBuffer dst, long position, Answer<Integer> answer) {
        if (mayBegin(dst, answer) && !readCached(dst, position, answer)) {
            Transfer transfer = new Transfer(this, answer, dst);
            cancelWith(answer, transfer);
            transfer.read(file, position);
        }
        return answer.future();
    }

    /** The hop to a loop and back costs three times what it takes to copy 4 KiB. */
    private boolean readCached(ByteBuffer dst, long position, Answer<Integer> answer) {
        int count = Futures.mayWait() ? ((CallerThread) file).readCached(dst, position) : -1;
        if (count < 0) {
            return false;
        }
        dst.position(dst.position() + count);
        answer.end(count, null);
        return true;
    }

    @Override
    public <A> void write(ByteBuffer src, long position, A attachment, CompletionHandler<Integer, ? super A> handler) {
        Answer<Integer> answer = Answer.ByHandler.of(handler, attachment, handlers);
        checkWrite(src, position);
        write(src, position, answer);
    }

    @Override
    public Future<Integer> write(ByteBuffer src, long position) {
        checkWrite(src, position);
        return write(src, position, Answer.byFuture(file.executor()));
    }

    private void checkWrite(ByteBuffer src, long position) {
        Checks.position(position);
        opened.checkWrites();
        Memory.checkShared(src);
    }

    private Future<Integer> write(ByteBuffer src, long position, Answer<Integer> answer) {
        if (mayBegin(src, answer)) {
            Transfer transfer = new Transfer(this, answer, src);
            cancelWith(answer, transfer);
            transfer.write(file, position);
        }
        return answer.future();
    }

    private static void cancelWith(Answer<Integer> answer, Transfer transfer) {
        if (answer instanceof Answer.Pending<Integer> pending) {
            pending.onCancel(transfer::stop);
        }
    }

    /** A closed channel answers before an empty buffer does. */
    private boolean mayBegin(ByteBuffer buffer, Answer<Integer> answer) {
        if (!isOpen()) {
            answer.atOnce(null, new ClosedChannelException());
            return false;
        }
        if (!buffer.hasRemaining()) {
            answer.atOnce(0, null);
            return false;
        }
        answer.beforeStart();
        return true;
    }

    private void checkOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return Await.call(file, OpKind.SIZE, OpenFile::size, file::size);
    }

    @Override
    public AsynchronousFileChannel truncate(long size) throws IOException {
        Checks.notNegative("size", size);
        opened.checkWrites();
        if (!isOpen()) {
            throw new AsynchronousCloseException(); // so the JDK's, of this method alone
        }
        if (size < size()) {
            FileCalls.truncate(file, size);
        }
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        checkOpen();
        FileCalls.force(file, metaData);
    }

    @Override
    public <A> void lock(
            long position, long size, boolean shared, A attachment, CompletionHandler<FileLock, ? super A> handler) {
        lock(position, size, shared, Answer.ByHandler.of(handler, attachment, handlers));
    }

    @Override
    public Future<FileLock> lock(long position, long size, boolean shared) {
        return lock(position, size, shared, Answer.byFuture(file.executor()));
    }

    private Future<FileLock> lock(long position, long size, boolean shared, Answer<FileLock> answer) {
        opened.checkLocks(shared);
        if (!isOpen()) {
            answer.atOnce(null, new ClosedChannelException());
            return answer.future();
        }
        answer.beforeStart();
        locks.acquire(newLock(position, size, shared), answer);
        return answer.future();
    }

    private AsyncFsFileLock newLock(long position, long size, boolean shared) {
        return new AsyncFsFileLock(locks, this, position, ChannelLocks.size(position, size), shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        opened.checkLocks(shared);
        checkOpen();
        return locks.tryAcquire(newLock(position, size, shared));
    }

    @Override
    public void close() throws IOException {
        boolean first = closed.compareAndSet(false, true);
        if (first) {
            locks.close();
            inFlight.forEach(Transfer::stop);
        }
        try {
            FileCalls.close(file);
        } catch (IOException e) {
            if (first) { // closing a closed channel has no effect
                throw e;
            }
        }
    }

    @Override
    public String toString() {
        return AsyncFsAsynchronousFileChannel.class.getName()
                + '['
                + Objects.toString(file.path())
                + (isOpen() ? "]" : ", closed]");
    }
}
