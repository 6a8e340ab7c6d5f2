/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.buffer.ByteBufAllocator;

/**
 * The settings of one {@link io.asyncfs.AsyncFs}.
 *
 * @param limits how many, how much, how long
 * @param memory where buffers come from
 * @param required whether the backend was asked for by name, so that a loop must not go on with less
 */
public record FsConfig(Limits limits, Memory memory, boolean required) {
    /**
     * How many, how much, how long.
     *
     * @param queueDepth operations with the kernel or pool at once, per loop
     * @param maxPendingOps operations that wait in the queue of a loop
     * @param syncLimit bytes of the largest transfer on the calling thread
     * @param poolSize threads of the pool
     * @param drainNanos how long a loop that shuts down waits for its operations
     */
    public record Limits(int queueDepth, int maxPendingOps, int syncLimit, int poolSize, long drainNanos) {}

    /**
     * Where buffers come from.
     *
     * @param allocator the user's allocator, or null for our own
     * @param alignment bytes, a power of two
     * @param zeroOnRelease whether our own allocator zeroes memory that is released
     */
    public record Memory(ByteBufAllocator allocator, int alignment, boolean zeroOnRelease) {}
}
