/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import io.asyncfs.BackendStatus;
import io.asyncfs.FileStat;
import java.io.IOException;
import java.nio.file.Path;

/** A mechanism of one operating system; found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface Backend {
    /** Returns the name users give, such as {@code io_uring}. */
    String name();

    /** Returns the preference; the highest available is chosen. The pool has 0. */
    int rank();

    /** Probes whether it works here, by really using it. Slow; the caller keeps the result. */
    BackendStatus probe();

    /** Returns whether loops have a {@link KernelQueue}, which binds them to their threads; false for the pool. */
    boolean hasKernelQueue();

    /**
     * Makes the queue of one loop, only when {@link #hasKernelQueue()}.
     *
     * @param depth requests that may be in the kernel at once
     * @param pooled where most of the memory of requests comes from, to be registered with the kernel
     * @throws IOException when the system has none left (descriptors, memory), naming the limit
     */
    KernelQueue newQueue(int depth, PooledMemory pooled) throws IOException;

    /** Opens a file; blocking, on a pool thread. Refuses what is neither a regular file nor a block device. */
    OpenFile open(OpenRequest request) throws IOException;

    /**
     * Returns whether {@link #openDirectory} can be used here; otherwise directories and the files below them are the pool
     * backend's, and a {@link KernelQueue} meets an {@link OpenFile} that is not of its own class and routes it to the pool.
     */
    default boolean hasDirectories() {
        return true;
    }

    /** Opens a directory; blocking, on a pool thread. */
    OpenDirectory openDirectory(Path path) throws IOException;

    /** Asks about a path, following links; blocking, on a pool thread. */
    FileStat stat(Path path) throws IOException;

    /** Makes the names in a directory durable; blocking, on a pool thread. */
    void syncDirectory(Path path) throws IOException;

    /**
     * Returns the failure for a negative result of a {@link KernelQueue}; the end of a file is none, but 0 bytes. Its name is
     * POSIX's on every system, as the engine chooses the exception by it.
     */
    SystemCallException error(long result);

    /** Returns what a negative result asks the engine to do. */
    Verdict verdict(long result);

    /** What to do with a negative result. */
    enum Verdict {
        /** It failed. */
        FAILED,
        /** Nothing happened; try again (interrupted, kernel out of memory for the moment). */
        RETRY,
        /** It was stopped by {@link KernelQueue#cancel}. */
        CANCELLED
    }
}
