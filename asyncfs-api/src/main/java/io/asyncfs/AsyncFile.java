/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An open file. Every method may be called from any thread and none blocks (except as {@link OpenMode#SYNC} and the
 * {@code Sync} methods say); futures complete, and listeners run, on {@link #executor()}.
 *
 * <h2>Buffers</h2>
 * The caller keeps the ownership of its buffers: an operation retains the buffer when it is accepted and releases that
 * reference when the kernel is done with the memory. Until the future completes the buffer belongs to the operation: do
 * not touch its content or indices. Reads fill from {@code writerIndex}, at most {@code writableBytes()}; writes send
 * {@code readableBytes()}; the indices move just before the future completes. Heap, composite and read-only (for writes)
 * buffers work too. <b>A completed future means that the kernel no longer touches the buffer.</b>
 *
 * <h2>Results</h2>
 * A result is a count of bytes; {@code -1} is end of file. A transfer may be partial; the {@code Fully} forms finish it.
 * Lengths and offsets are in bytes; a transfer larger than the kernel takes at once is split.
 *
 * <h2>Failures</h2>
 * Wrong arguments are thrown by the call itself: {@link IllegalArgumentException} (a negative position
 * or length, a range beyond 2^63 - 1, or one that is not {@link #alignment() aligned}),
 * {@link io.netty.util.IllegalReferenceCountException} (released buffer), {@link java.nio.ReadOnlyBufferException} (read
 * into a read-only buffer), {@link java.nio.channels.NonReadableChannelException} and
 * {@link java.nio.channels.NonWritableChannelException} (not opened for it), {@link IllegalStateException} (a position for
 * what was opened with {@code APPEND}); and who would have to wait on an event loop gets
 * {@link io.netty.util.concurrent.BlockingOperationException}. Everything else fails the future:
 * {@link java.nio.file.FileSystemException} and its subclasses (with path, operation, length, offset and errno name),
 * {@link FileClosedException}, {@link TooManyOpsException}, {@link CursorBusyException},
 * {@link DeadlineExceededException}, {@link LoopTerminatedException},
 * {@link java.util.concurrent.CancellationException} and {@link UnsupportedOperationException} (this system cannot do
 * it).
 *
 * <h2>Cancel</h2>
 * {@link Future#cancel(boolean)} answers true, and the future is cancelled at once, when the operation still waits in
 * asyncfs' own queue, and for {@link #read(long, int)}, whose buffer is not the caller's. Otherwise it answers false, and
 * the future completes with what really happened. With io_uring the kernel is asked to stop a transfer; a sync, a request of
 * Linux AIO and what a thread of the pool has begun cannot be stopped.
 */
public interface AsyncFile {
    /** Returns the path as it was given to {@code open}. */
    Path path();

    /** Returns the executor on which this file's futures complete. */
    EventExecutor executor();

    /** Returns the mode the file was opened with. */
    OpenMode mode();

    /** Returns false from the call of {@link #close()} on. */
    boolean isOpen();

    /**
     * Returns what offsets, lengths and addresses must be multiples of, {@link DirectAlignment#NONE} unless the file was
     * opened with {@link DirectIo} on a file system that has it. What does not fit is refused at the call with
     * {@link IllegalArgumentException}. Buffers of {@link AsyncFs#allocBuf} fit where they begin, unless the builder was
     * given less than {@link DirectAlignment#memory()}; heap and composite ones are copied through memory that does, and
     * {@link #read(long, int)} takes any length. At an end of the file that is not aligned a read of an aligned length gives
     * the bytes there are; to write one, pad it and {@link #truncate(long)} afterwards.
     */
    DirectAlignment alignment();

    /**
     * Reads at {@code position}, at most {@code dst.writableBytes()} bytes.
     *
     * @param dst filled from its writerIndex
     * @param position bytes from the start of the file, 0 or more
     * @return the bytes read; -1 at or behind the end of the file; 0 when the buffer is not writable
     */
    Future<Integer> read(ByteBuf dst, long position);

    /**
     * Reads at most {@code length} bytes at {@code position} into a pooled, aligned buffer of
     * {@link AsyncFs#allocator()}. The receiver of the result owns it and must release it; it is empty at end of file.
     * When the future is cancelled or its deadline passes, the buffer is released for the caller. A read that waits for
     * its turn has its buffer already: 65,536 of 64 KiB, which are as many as a loop accepts at first, are 4 GiB.
     *
     * @param position bytes from the start of the file, 0 or more
     * @param length bytes, 0 or more
     * @throws OutOfMemoryError when there is no direct memory for the buffer
     */
    Future<ByteBuf> read(long position, int length);

    /**
     * As {@link #read(ByteBuf, long)}, until the buffer is full.
     *
     * @return {@code dst.writableBytes()} at the time of the call; fails with {@link java.io.EOFException} when the file
     *     ends before, the bytes read so far being in the buffer and told by the message
     */
    Future<Integer> readFully(ByteBuf dst, long position);

    /**
     * Writes the readable bytes of {@code src} at {@code position}.
     *
     * @return the bytes written, which may be fewer than given (a disk that becomes full)
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> write(ByteBuf src, long position);

    /**
     * As {@link #write(ByteBuf, long)}, until everything is written or an error occurs.
     *
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> writeFully(ByteBuf src, long position);

    /**
     * Writes the readable bytes of {@code src} at the end of the file. Any number may be under way: they land in the order
     * of the calls on this view, each in one piece. Where the end is decides the kernel, so that other processes may
     * append, too; only on the pool, if the file was opened without {@code APPEND}, the size is asked for and then
     * written to, and what others append meanwhile is overwritten.
     *
     * <p>Up to 2^30 bytes are one call of the kernel; more take several, between which others may append. What cannot be
     * given to one call as it is (memory that is not direct, more than 1024 parts, several parts for direct I/O) is copied
     * as a whole before, and the future fails with {@link OutOfMemoryError} without so much direct memory.
     *
     * @return the bytes written, which may be fewer than given (a disk that becomes full)
     */
    Future<Integer> append(ByteBuf src);

    /** As {@link #read(ByteBuf, long)}, done when the call returns: see {@link OpenMode#SYNC}. */
    Future<Integer> readSync(ByteBuf dst, long position);

    /**
     * As {@link #write(ByteBuf, long)}, done when the call returns: see {@link OpenMode#SYNC}.
     *
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> writeSync(ByteBuf src, long position);

    /**
     * Reads at the cursor and moves it by the bytes read. One cursor operation at a time: a second one before the first
     * is done fails with {@link CursorBusyException}. A failed operation does not move the cursor.
     */
    Future<Integer> read(ByteBuf dst);

    /** Cursor form of {@link #readFully(ByteBuf, long)}. When it fails the cursor does not move. */
    Future<Integer> readFully(ByteBuf dst);

    /**
     * Writes at the cursor and moves it by the bytes written. One cursor operation at a time.
     *
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> write(ByteBuf src);

    /**
     * Cursor form of {@link #writeFully(ByteBuf, long)}. When it fails the cursor does not move.
     *
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> writeFully(ByteBuf src);

    /** As {@link #read(ByteBuf)}, done when the call returns: see {@link OpenMode#SYNC}. */
    Future<Integer> readSync(ByteBuf dst);

    /**
     * As {@link #write(ByteBuf)}, done when the call returns: see {@link OpenMode#SYNC}.
     *
     * @throws IllegalStateException when the file was opened with {@code APPEND}
     */
    Future<Integer> writeSync(ByteBuf src);

    /** Moves the cursor to {@code position} bytes from the start of the file. */
    default Future<Long> seek(long position) {
        return seek(position, SeekOrigin.START);
    }

    /**
     * Moves the cursor. Behind the end of the file is allowed; before its start fails the future with
     * {@link IllegalArgumentException} and the cursor stays.
     *
     * @return the new position
     */
    Future<Long> seek(long offset, SeekOrigin origin);

    /** Returns the position of the cursor; itself a cursor operation. */
    Future<Long> position();

    /** Returns a snapshot of the last cursor operation of this view; see {@link LastOp}. Any thread, no system call. */
    LastOp lastOp();

    /** Returns the size in bytes, also of a block device. */
    Future<Long> size();

    /**
     * Returns what the file system says of the open file. The pool backend can only ask for the path, and fails with
     * {@link java.nio.file.FileSystemException} when that names this file no longer.
     */
    Future<FileStat> stat();

    /** Sets the size in bytes: cuts the file, or extends it with zeros. The cursor stays. */
    Future<Void> truncate(long size);

    /**
     * Makes durable what was written: every write completed before the call on any view, and every write submitted
     * before it on this one. Waiting syncs of one file share a kernel call. A failed sync is sticky: every later sync of
     * this open file fails with the same cause, because the page cache no longer knows what was lost.
     */
    Future<Void> sync();

    /** As {@link #sync()} without metadata that is not needed to read the data back (fdatasync). */
    Future<Void> dataSync();

    /**
     * Reserves disk space for a range so that writes to it cannot fail for lack of space; extends the file when the range
     * ends behind its end. Fails with {@link UnsupportedOperationException} where the file system cannot (NFS before 4.2,
     * many FUSE file systems); the pool backend writes zeros instead, which it can do only behind the end of the file.
     *
     * @param offset bytes, 0 or more
     * @param length bytes, 1 or more
     */
    Future<Void> allocate(long offset, long length);

    /**
     * Locks a range against other processes and against other open files of this one, without waiting for them. With
     * io_uring and Linux AIO the lock belongs to this open file: closing another descriptor of the file does not undo it. On
     * the pool backend, also on Linux, it is the JDK's, which belongs to the process, is refused with
     * {@link java.nio.channels.OverlappingFileLockException} when this process has locked some of the range, and on Unix is
     * lost when any descriptor of the file is closed. The lock ends with {@link #unlock(long, long)} or the last view.
     *
     * @param position bytes from the start of the file, 0 or more
     * @param size bytes, 1 or more; may reach behind the end of the file
     * @param shared whether others may have shared locks, too; then the file must be readable, otherwise writable
     * @return false when somebody else has locked some of it
     */
    Future<Boolean> tryLock(long position, long size, boolean shared);

    /** Undoes the lock of {@link #tryLock(long, long, boolean)} with the same range. */
    Future<Void> unlock(long position, long size);

    /**
     * Opens a blocking channel of the JDK on this very file, even if it was renamed or deleted since, with a cursor of its own;
     * for what only the JDK can do: {@link FileChannel#map map}, {@link FileChannel#transferTo zero-copy transfers}.
     * The caller closes it. Fails when the file can no longer be opened as this one was: permissions that were taken
     * away, and on the pool backend a path that names another file now.
     */
    Future<FileChannel> openChannel();

    /**
     * Returns this file with a deadline on every operation started through it; cursor, loop and open file are the same.
     * An operation that is not done in time fails with {@link DeadlineExceededException} under the rules of cancel: at
     * once when it is queued or owns its buffer, else when the kernel is done, unless it did succeed. Transfers that the
     * caller waits for ({@link OpenMode#SYNC}, {@link #readSync}, {@link #writeSync}) and {@link #close()} have none.
     *
     * @param timeout more than zero, counted from each call
     */
    AsyncFile withDeadline(Duration timeout);

    /**
     * Returns a view of this open file whose operations run on, and complete on, {@code executor}: a loop of this
     * {@link AsyncFs} or any other executor. It shares the descriptor and has a cursor (at 0) and {@link LastOp} of its
     * own; close it as well, the last close closes the descriptor. No system call.
     *
     * @throws IllegalStateException when this view is closed, its {@link AsyncFs} or the loop of the new view shuts down,
     *     {@code executor} has ended, or the loop that would serve it cannot be made for want of descriptors or memory
     */
    AsyncFile view(EventExecutor executor);

    /** Returns false while an operation started now would fail with {@link TooManyOpsException}, and when this view is closed. */
    boolean isAcceptingOps();

    /**
     * Returns a future that completes when the loop has room for operations again, at once when it has, and when this view is
     * closed. Those who wait are told one after the other, for as long as there is room.
     */
    Future<Void> acceptingOps();

    /**
     * Closes this view: refuses new operations, lets every accepted one finish, then, if it is the last view, closes the
     * descriptor, off the loop. A second call returns the same future. The future fails when the system's close does;
     * the descriptor is gone all the same.
     */
    Future<Void> close();
}
