/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.asyncfs.platform.ByteBuffers;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * The memory of one buffer. It outlives the buffer that uses it: a buffer that grows exchanges its block. A block never
 * refers to its buffer, so that a buffer that was lost is collected and found by the leak detector.
 */
final class Block {
    /** The size class of a block that is no part of a slab. */
    static final int LARGE = -1;

    /** Copied from by absolute index, hence shared by all threads. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 * 1024);

    /** Exactly this block, big-endian; its position and limit are never changed. */
    final ByteBuffer memory;
    /** The view handed out as the internal NIO buffer. */
    final ByteBuffer view;
    /** Of the first byte; 0 when unknown. */
    final long address;

    final int sizeClass;
    /** The slab the block is part of, or null. */
    final Slab slab;
    /** What to release to free a large block, or null. */
    final ByteBuf owner;

    /** Bytes from the start that may have been written since the block was last zeroed. */
    private int dirty;

    private boolean inUse;

    private Block(ByteBuffer memory, long address, int sizeClass, Slab slab, ByteBuf owner) {
        this.memory = memory;
        this.view = memory.duplicate();
        this.address = address;
        this.sizeClass = sizeClass;
        this.slab = slab;
        this.owner = owner;
    }

    static Block of(Slab slab, ByteBuffer memory, long address, int sizeClass) {
        return new Block(memory, address, sizeClass, slab, null);
    }

    /** Makes the block that takes over {@code owner}, which holds {@code memory}. */
    static Block large(ByteBuf owner, ByteBuffer memory, long address) {
        return new Block(memory, address, LARGE, null, owner);
    }

    int length() {
        return memory.capacity();
    }

    void markDirty(int capacity) {
        if (capacity > dirty) {
            dirty = capacity;
        }
    }

    void zero() {
        for (int at = 0; at < dirty; at += ZEROS.capacity()) {
            ByteBuffers.copy(ZEROS, 0, memory, at, Math.min(ZEROS.capacity(), dirty - at));
        }
        dirty = 0;
    }

    void inUse(boolean now) {
        inUse = now;
    }

    boolean isInUse() {
        return inUse;
    }
}
