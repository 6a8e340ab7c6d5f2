/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One large piece of direct memory that is cut into blocks from its start. The garbage collector frees it when neither
 * the allocator nor any buffer or NIO view refers to it any more, so a stale view can never touch memory that is gone.
 *
 * <p>Not thread-safe: the arena's lock guards it.
 */
final class Slab {
    /** Slabs of closed allocators with buffers out: the kernel may still write to one that Java has lost. */
    private static final Set<Slab> RETAINED = ConcurrentHashMap.newKeySet();

    private final ByteBuffer memory;
    private final long address;
    private final List<Block> blocks = new ArrayList<>();
    private int carved;

    Slab(int length, int alignment) {
        memory = ByteBuffer.allocateDirect(length + alignment)
                .alignedSlice(alignment)
                .slice(0, length);
        address = addressOf(memory);
    }

    private static long addressOf(ByteBuffer memory) {
        ByteBuf wrapped = Unpooled.wrappedBuffer(memory);
        try {
            return wrapped.hasMemoryAddress() ? wrapped.memoryAddress() : 0;
        } finally {
            wrapped.release();
        }
    }

    int remaining() {
        return memory.capacity() - carved;
    }

    Block carve(int sizeClass, int length) {
        Block block = Block.of(this, memory.slice(carved, length), address == 0 ? 0 : address + carved, sizeClass);
        blocks.add(block);
        carved += length;
        return block;
    }

    int blocksInUse() {
        int count = 0;
        for (Block block : blocks) {
            if (block.isInUse()) {
                count++;
            }
        }
        return count;
    }

    void retain() {
        RETAINED.add(this);
    }

    void letGo() {
        RETAINED.remove(this);
    }

    ByteBuffer memory() {
        return memory;
    }
}
