/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Aligned buffers from somebody else's allocator. It learns: the allocator is asked for exactly what is needed until it
 * gives a buffer that is not aligned, and from then on for one alignment more at once, of which an aligned slice is given
 * out. Thread-safe as far as the allocator is.
 */
public final class AlignedBuffers {
    private final ByteBufAllocator allocator;
    private final int alignment;
    /** Races only cost one call of the allocator more. */
    private boolean overAllocate;

    /**
     * Creates the adapter.
     *
     * @param allocator asked for every buffer
     * @param alignment bytes, a power of two; 1 for none
     * @throws IllegalArgumentException when the alignment is not a power of two
     */
    public AlignedBuffers(ByteBufAllocator allocator, int alignment) {
        if (alignment < 1 || Integer.bitCount(alignment) != 1) {
            throw new IllegalArgumentException("alignment: " + alignment + " (expected: a power of two)");
        }
        this.allocator = allocator;
        this.alignment = alignment;
    }

    /**
     * Allocates an empty direct buffer whose capacity and maximum capacity are {@code capacity} and whose first byte is
     * aligned. The caller owns it: one {@code release()} frees all that was allocated for it.
     *
     * @param capacity bytes, 0 or more
     * @throws IllegalArgumentException when {@code capacity} is negative or leaves no room to align within an int
     * @throws IllegalStateException when the allocator's {@code directBuffer} gives a buffer in which no part is direct
     *     and contiguous
     */
    public ByteBuf allocate(int capacity) {
        if (capacity < 0 || capacity > Integer.MAX_VALUE - alignment) {
            throw new IllegalArgumentException(
                    "capacity: " + capacity + " (expected: 0 to " + (Integer.MAX_VALUE - alignment) + ")");
        }
        if (!overAllocate || capacity == 0) {
            ByteBuf buf = allocator.directBuffer(capacity, capacity);
            if (capacity == 0 || alignment == 1 || skipOf(buf) == 0) {
                return buf;
            }
            buf.release();
            overAllocate = true;
        }
        ByteBuf whole = allocator.directBuffer(capacity + alignment - 1);
        int skip = skipOf(whole);
        ByteBuf slice = whole.retainedSlice(skip, capacity).setIndex(0, 0);
        // A pooled slice has a count of its own and holds the whole; an unpooled one shares the count of the whole.
        whole.release();
        return slice;
    }

    /** Returns how many bytes of the buffer come before the first aligned one; releases a buffer that has no address. */
    private int skipOf(ByteBuf buf) {
        if (buf.hasMemoryAddress()) {
            return (int) -buf.memoryAddress() & (alignment - 1);
        }
        if (buf.isDirect() && buf.nioBufferCount() == 1) {
            ByteBuffer memory = buf.nioBuffer(0, 1);
            return (alignment - memory.alignmentOffset(0, alignment)) & (alignment - 1);
        }
        buf.release();
        throw new IllegalStateException("expected a contiguous direct buffer from directBuffer() of " + allocator
                + ", which gave " + buf.getClass().getName());
    }
}
