/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buffers too large for a slab: memory of their own, exactly as large as asked (rounded up to the alignment), freed on
 * release but for a bounded number of bytes that is kept for requests of about the same size.
 */
final class LargeBlocks {
    /**
     * Gives the memory. One-page arenas make every request here a huge one, which Netty neither pools nor leaves to the
     * garbage collector (as its unpooled allocator does on JDK 25).
     */
    private static final PooledByteBufAllocator MEMORY = new PooledByteBufAllocator(true, 0, 1, 8192, 0, 0, 0, false);

    private final ReentrantLock lock = new ReentrantLock();
    private final AlignedBufAllocator allocator;
    private final long maxKept;
    /** First to go first. */
    private final ArrayDeque<AlignedByteBuf> free = new ArrayDeque<>();

    private long kept;
    private long pinned;
    private boolean closed;

    LargeBlocks(AlignedBufAllocator allocator, long maxKept) {
        this.allocator = allocator;
        this.maxKept = maxKept;
    }

    AlignedByteBuf take(int capacity) {
        int alignment = allocator.alignment();
        if (capacity > Integer.MAX_VALUE - 2 * alignment) {
            throw new IllegalArgumentException(
                    "capacity: " + capacity + " (expected: at most " + (Integer.MAX_VALUE - 2 * alignment) + ")");
        }
        int length = (capacity + alignment - 1) & -alignment;
        AlignedByteBuf buf = takeFree(length);
        return buf != null ? buf : allocate(length);
    }

    private AlignedByteBuf takeFree(int length) {
        lock.lock();
        try {
            checkOpen();
            for (Iterator<AlignedByteBuf> all = free.iterator(); all.hasNext(); ) {
                AlignedByteBuf buf = all.next();
                int found = buf.block().length();
                if (found >= length && found - length <= length >> 2) {
                    all.remove();
                    kept -= found;
                    pinned += found;
                    return buf;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private AlignedByteBuf allocate(int length) {
        int alignment = allocator.alignment();
        ByteBuf owner = MEMORY.directBuffer(length + alignment);
        ByteBuffer memory = owner.internalNioBuffer(0, length + alignment).slice();
        int skip = (alignment - memory.alignmentOffset(0, alignment)) & (alignment - 1);
        long address = owner.hasMemoryAddress() ? owner.memoryAddress() + skip : 0;
        Block block = Block.large(owner, memory.slice(skip, length), address);
        if (allocator.zeroesOnRelease()) {
            block.markDirty(length);
            block.zero();
        }
        lock.lock();
        try {
            pinned += length;
        } finally {
            lock.unlock();
        }
        return new AlignedByteBuf(allocator, block);
    }

    void put(AlignedByteBuf buf) {
        lock.lock();
        try {
            int length = buf.block().length();
            pinned -= length;
            kept += length;
            if (length > maxKept) {
                free.addFirst(buf); // The first to go, before those that fit.
            } else {
                free.addLast(buf);
            }
        } finally {
            lock.unlock();
        }
        freeExcess();
    }

    /** Frees what is kept; what is still out is freed when it is released. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        freeExcess();
    }

    private void freeExcess() {
        for (ByteBuf owner = pollExcess(); owner != null; owner = pollExcess()) {
            // Not under the lock: on JDK 25 Netty frees memory with a handshake of all threads.
            owner.release();
        }
    }

    private ByteBuf pollExcess() {
        lock.lock();
        try {
            if (kept <= (closed ? 0 : maxKept)) {
                return null;
            }
            Block first = free.removeFirst().block();
            kept -= first.length();
            return first.owner;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the allocator is closed");
        }
    }

    long usedBytes() {
        lock.lock();
        try {
            return kept + pinned;
        } finally {
            lock.unlock();
        }
    }

    long pinnedBytes() {
        lock.lock();
        try {
            return pinned;
        } finally {
            lock.unlock();
        }
    }
}
