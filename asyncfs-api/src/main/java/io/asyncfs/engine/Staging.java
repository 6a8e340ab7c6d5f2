/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.buffer.AlignedBufAllocator;
import io.asyncfs.buffer.AlignedBuffers;
import io.netty.buffer.ByteBuf;

/**
 * Memory that what the kernel cannot use in place is copied through: aligned for direct I/O on every device, whatever
 * alignment the user chose for his buffers. Any thread.
 */
final class Staging {
    /** The largest logical block of usual devices, and the smallest page. */
    private static final int ALIGNMENT = 4096;

    private final AlignedBufAllocator allocator;
    private final AlignedBuffers sliced;

    Staging(AlignedBufAllocator allocator, int alignment) {
        this.allocator = allocator;
        sliced = alignment >= ALIGNMENT ? null : new AlignedBuffers(allocator, ALIGNMENT);
    }

    ByteBuf allocate(int capacity) {
        return sliced == null ? allocator.directBuffer(capacity, capacity) : sliced.allocate(capacity);
    }
}
