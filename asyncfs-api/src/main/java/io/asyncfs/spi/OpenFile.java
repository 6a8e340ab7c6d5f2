/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import io.asyncfs.DirectAlignment;
import io.asyncfs.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An open descriptor and the blocking calls on it. Called on pool threads, and by the {@code Sync} methods and
 * {@link CallerThread} on their caller's, which may be an event loop. The engine itself asks on a loop only for what cannot
 * wait, such as {@link #isCached}. Thread-safe; {@link #close()} is called once, after all others have returned. Failures are
 * {@link SystemCallException} (a port) or the JDK's own exceptions (the pool).
 */
public interface OpenFile {
    /**
     * Reads once.
     *
     * @param memory direct buffers, filled from their position; the engine uses the count alone
     * @return the bytes read; 0 at end of file
     */
    int read(ByteBuffer[] memory, long position) throws IOException;

    /** Writes once; returns the bytes written. */
    int write(ByteBuffer[] memory, long position) throws IOException;

    /** Writes once at the end of the file; returns the bytes written. Calls may overlap: what each writes stays together. */
    int append(ByteBuffer[] memory) throws IOException;

    /** Returns the size in bytes. */
    long size() throws IOException;

    /** Returns what the file system says. */
    FileStat stat() throws IOException;

    /** Sets the size in bytes, in both directions. */
    void truncate(long size) throws IOException;

    /** Makes the file durable; {@code dataOnly} without metadata that reading back does not need. */
    void sync(boolean dataOnly) throws IOException;

    /** Reserves disk space and extends the file to {@code offset + length} when it is shorter. */
    void allocate(long offset, long length) throws IOException;

    /**
     * Locks a range against other processes and other open files, without waiting for them.
     *
     * @param size bytes, 1 or more; {@code position + size} is at most 2^63 - 1, which means to the end whatever it will be
     * @param shared whether others may share it
     * @return false when somebody else has locked some of it
     */
    default boolean tryLock(long position, long size, boolean shared) throws IOException {
        throw new UnsupportedOperationException("this backend has no file locks");
    }

    /** Undoes a lock of the same range. */
    default void unlock(long position, long size) throws IOException {
        throw new UnsupportedOperationException("this backend has no file locks");
    }

    /**
     * Opens the JDK's channel on this very file, whatever its path means by now: what only the JDK can do (mapping, the
     * zero-copy transfers) is done on that. The caller closes it.
     */
    default FileChannel openChannel() throws IOException {
        throw new UnsupportedOperationException("this backend cannot give an open file to the JDK");
    }

    /** Returns what is equal for all open files of one file in this process, found out when it was opened. */
    default Object fileKey() {
        return this;
    }

    /** Returns the key of the device for the pool's lanes; 0 when unknown. */
    long device();

    /**
     * Returns true for a file behind a server that may never answer (FUSE, NFS, ...). A kernel queue leaves its transfers to
     * the pool, where one device takes at most half of the threads.
     */
    boolean mayHang();

    /**
     * Returns how many requests the queue of its device takes before a submission waits for one to end; always the same.
     * The engine keeps well below that, because such a wait would hold the loop.
     */
    default int deviceRequests() {
        return 128;
    }

    /** Returns whether a read would find everything in memory. Must not wait; false where the system does not tell. */
    default boolean isCached(long position, long length) {
        return false;
    }

    /**
     * Reads what {@link #isCached} has said to be in memory, for a thread that must not wait for a disk; of a buffered file
     * that does not hang.
     *
     * @param memory a direct buffer, filled from its position; the engine uses the count alone
     * @return the bytes read, 1 or more, and fewer than asked for at the end of the file alone; -1 when some of them are not
     *     in memory or when that is not known: the memory may hold anything then
     */
    default int readCached(ByteBuffer memory, long position) {
        return -1;
    }

    /** Returns what direct I/O needs, always the same; {@link DirectAlignment#NONE} for buffered files. */
    default DirectAlignment alignment() {
        return DirectAlignment.NONE;
    }

    /** Returns whether an interrupt of a thread that uses it closes it for everybody, as the JDK's file channels do. */
    default boolean isInterruptible() {
        return false;
    }

    /** Closes the descriptor. */
    void close() throws IOException;
}
