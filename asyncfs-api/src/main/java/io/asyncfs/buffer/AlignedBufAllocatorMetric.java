/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.ByteBufAllocatorMetric;

/** What an {@link AlignedBufAllocator} holds now. Bytes; any thread; each call takes a short lock. */
public final class AlignedBufAllocatorMetric implements ByteBufAllocatorMetric {
    private final AlignedBufAllocator allocator;

    AlignedBufAllocatorMetric(AlignedBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** {@inheritDoc} The arrays of heap buffers that are not released. */
    @Override
    public long usedHeapMemory() {
        return allocator.usedHeapBytes();
    }

    /** {@inheritDoc} Slabs and large blocks, in use or free, without the at most one alignment unit lost per piece. */
    @Override
    public long usedDirectMemory() {
        return allocator.usedDirectBytes();
    }

    /**
     * Returns the part of {@link #usedDirectMemory()} under buffers that are not released, each rounded up to its block.
     * Momentary while other threads allocate and release.
     */
    public long pinnedDirectMemory() {
        return allocator.pinnedDirectBytes();
    }

    @Override
    public String toString() {
        return "usedHeapMemory: " + usedHeapMemory() + "; usedDirectMemory: " + usedDirectMemory()
                + "; pinnedDirectMemory: " + pinnedDirectMemory();
    }
}
