/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file, for adapters to blocking interfaces: every {@link io.asyncfs.AsyncFile} is one, too. What the thread of a
 * caller that waits in any case does itself needs no hop to a loop and back; and the threads that drive the engine can do
 * it without waiting for themselves.
 */
public interface CallerThread {
    /** A blocking call. */
    @FunctionalInterface
    interface Call<V> {
        /** Does it; failures as {@link OpenFile} says. */
        V on(OpenFile file) throws IOException;
    }

    /**
     * Does a call on the calling thread. The descriptor stays open meanwhile: a close waits for it.
     *
     * @param kind what it is, for the counters (transfers) and the message of a failure
     * @throws io.asyncfs.FileClosedException when the file is closed
     * @throws IOException the exception a user expects, with path and operation
     */
    <V> V here(OpKind kind, Call<V> call) throws IOException;

    /**
     * Checks what direct I/O needs of a transfer; every transfer of a buffered file is well.
     *
     * @param memory a direct buffer: the transfer is between its position and its limit
     * @param position in the file; of no meaning for {@link OpKind#APPEND}
     * @throws IllegalArgumentException says what was expected and what was given
     */
    void checkAligned(OpKind kind, ByteBuffer memory, long position);

    /**
     * Reads what is in memory on the calling thread, which does not wait for a disk. Counted as {@code nowait.read}.
     *
     * @param dst filled from its position, which is not moved; what follows the bytes read may have changed, too
     * @return the bytes read, 1 or more, and fewer than asked for at the end of the file alone; -1 when it is for the engine
     *     to read them, or to say why not: they are not in memory, too many, or the file is closed
     */
    int readCached(ByteBuffer dst, long position);

    /** Returns {@link OpenFile#isInterruptible()}: then a thread that may wait leaves calls on it to the engine. */
    boolean isInterruptible();

    /** Returns {@link OpenFile#fileKey()}. */
    Object fileKey();
}
