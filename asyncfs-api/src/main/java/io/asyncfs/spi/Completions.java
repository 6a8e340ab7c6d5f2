/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

/** Receives what a {@link KernelQueue} reaped; on the loop. */
@FunctionalInterface
public interface Completions {
    /**
     * The kernel is done with the request of {@code token}: neither its memory nor its file is in use any more.
     *
     * @param token as given to {@link KernelQueue#offer}
     * @param result bytes, or a negative error code for {@link Backend#error(long)}
     */
    void completed(int token, long result);

    /**
     * The queue is done with the request of {@code token} but has not finished it and could not go on without waiting: the
     * rest is for the pool. Only queues that do so need a receiver that can.
     *
     * @param bytes moved so far, 0 or more
     */
    default void handBack(int token, int bytes) {
        throw new UnsupportedOperationException();
    }
}
