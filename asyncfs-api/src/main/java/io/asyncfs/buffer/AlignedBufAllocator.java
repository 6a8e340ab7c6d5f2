/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/**
 * A pooled allocator whose direct buffers start at a multiple of the alignment, at first and after each growth. Their
 * capacity is exactly what was asked; the memory under it is rounded up to a block, at least one alignment unit (a buffer
 * of 100 bytes takes 4096), so growth within the block is free. Shrinking keeps the block. Heap buffers are unpooled.
 *
 * <p>Thread-safe; a buffer may be released by any thread. A {@link FastThreadLocalThread} (each of Netty's event loops)
 * keeps a bounded number of free buffers for itself and neither locks nor makes garbage while these last: at most 512 KiB
 * and 256 buffers of each size (at least one), given back when the thread ends. Other threads, virtual ones among them,
 * take a short lock.
 *
 * <p>Memory comes in slabs of 4 MiB, which are kept until {@link #close()}; buffers over 1 MiB have memory of their own,
 * of which 16 MiB are kept after release. Slabs count against {@code -XX:MaxDirectMemorySize}, large buffers against
 * {@code io.netty.maxDirectMemory}; beyond them allocation throws {@link OutOfMemoryError}.
 */
public final class AlignedBufAllocator extends AbstractByteBufAllocator
        implements ByteBufAllocatorMetricProvider, AutoCloseable {
    /** Bytes of the smallest alignment: a sector of the oldest disks. */
    public static final int MIN_ALIGNMENT = 512;

    /** Bytes of the largest alignment: the largest page of common systems. */
    public static final int MAX_ALIGNMENT = 65536;

    /** Bytes of the alignment that suits nearly every disk and file system. */
    public static final int DEFAULT_ALIGNMENT = 4096;

    private final int alignment;
    private final boolean zeroOnRelease;
    private final SizeClasses classes;
    private final Arena arena;
    private final LargeBlocks large;
    private final LongAdder heapBytes = new LongAdder();
    private final FastThreadLocal<ThreadCache> caches;
    private final AlignedBufAllocatorMetric metric = new AlignedBufAllocatorMetric(this);

    /**
     * How much is held. Bytes.
     *
     * @param slab of one slab, a multiple of every alignment and size class maximum
     * @param threadCachePerClass kept by a thread per size class
     * @param largeKept kept of released large buffers
     */
    record Limits(int slab, int threadCachePerClass, long largeKept) {
        static final Limits DEFAULT = new Limits(4 << 20, 512 << 10, 16 << 20);
    }

    /** Creates an allocator with {@link #DEFAULT_ALIGNMENT} that does not zero. */
    public AlignedBufAllocator() {
        this(DEFAULT_ALIGNMENT, false);
    }

    /**
     * Creates an allocator. It takes no memory before the first buffer.
     *
     * @param alignment bytes, a power of two from {@link #MIN_ALIGNMENT} to {@link #MAX_ALIGNMENT}
     * @param zeroOnRelease whether memory is zeroed when a buffer is released, so that every new direct buffer is all
     *     zeros and no released content stays in memory
     * @throws IllegalArgumentException when the alignment is none of these
     */
    public AlignedBufAllocator(int alignment, boolean zeroOnRelease) {
        this(alignment, zeroOnRelease, Limits.DEFAULT);
    }

    AlignedBufAllocator(int alignment, boolean zeroOnRelease, Limits limits) {
        super(true);
        if (Integer.bitCount(alignment) != 1 || alignment < MIN_ALIGNMENT || alignment > MAX_ALIGNMENT) {
            throw new IllegalArgumentException("alignment: " + alignment + " (expected: a power of two from "
                    + MIN_ALIGNMENT + " to " + MAX_ALIGNMENT + ")");
        }
        this.alignment = alignment;
        this.zeroOnRelease = zeroOnRelease;
        classes = new SizeClasses(alignment);
        arena = new Arena(this, classes, limits.slab());
        large = new LargeBlocks(this, limits.largeKept());
        caches = new FastThreadLocal<>() {
            @Override
            protected ThreadCache initialValue() {
                return arena.newCache(limits.threadCachePerClass());
            }

            @Override
            protected void onRemoval(ThreadCache cache) {
                arena.retire(cache);
            }
        };
    }

    /** Returns the alignment in bytes. */
    public int alignment() {
        return alignment;
    }

    /** Returns whether memory is zeroed on release. */
    public boolean zeroesOnRelease() {
        return zeroOnRelease;
    }

    /** Returns how many slabs there are. Cheap; while the allocator is open slabs are only added. */
    public int slabCount() {
        return arena.slabCount();
    }

    /**
     * Returns a slab, for registration with the kernel: a direct buffer of all of it, aligned as every buffer is, which stays
     * where it is as long as something refers to it. Large buffers are in none.
     *
     * @param index 0 for the oldest, up to {@link #slabCount()} - 1
     * @return null when there is none of this number, or the allocator is closed
     */
    public ByteBuffer slab(int index) {
        return arena.slab(index);
    }

    /**
     * Refuses further direct buffers with {@link IllegalStateException} and frees all memory that is under no buffer:
     * large blocks at once, slabs when the garbage collector finds them. Slabs with buffers that are not released stay,
     * whether or not anything refers to the buffers, until these are; a debug message tells their number. Buffers that are out
     * remain usable. A second call does nothing.
     */
    @Override
    public void close() {
        arena.close();
        large.close();
    }

    /** {@inheritDoc} */
    @Override
    public AlignedBufAllocatorMetric metric() {
        return metric;
    }

    /** Returns true. */
    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    // AbstractByteBufAllocator prefers the heap where Netty cannot free direct memory; ours need not be freed.

    /** Returns a direct buffer. */
    @Override
    public ByteBuf buffer() {
        return directBuffer();
    }

    /** Returns a direct buffer. */
    @Override
    public ByteBuf buffer(int initialCapacity) {
        return directBuffer(initialCapacity);
    }

    /** Returns a direct buffer. */
    @Override
    public ByteBuf buffer(int initialCapacity, int maxCapacity) {
        return directBuffer(initialCapacity, maxCapacity);
    }

    /** Returns a composite buffer whose own components are direct. */
    @Override
    public CompositeByteBuf compositeBuffer() {
        return compositeDirectBuffer();
    }

    /** Returns a composite buffer whose own components are direct. */
    @Override
    public CompositeByteBuf compositeBuffer(int maxNumComponents) {
        return compositeDirectBuffer(maxNumComponents);
    }

    /** {@inheritDoc} */
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        return new CountedHeapByteBuf(this, initialCapacity, maxCapacity);
    }

    /** {@inheritDoc} */
    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        AlignedByteBuf buf = take(initialCapacity);
        buf.reuse(initialCapacity, maxCapacity);
        return toLeakAwareBuffer(buf);
    }

    /** Takes a free buffer whose block holds {@code capacity} bytes. */
    AlignedByteBuf take(int capacity) {
        AlignedByteBuf buf;
        if (capacity > SizeClasses.MAX_SIZE) {
            buf = large.take(capacity);
        } else {
            ThreadCache cache = threadCache();
            int sizeClass = classes.classOf(capacity);
            buf = cache != null ? cache.take(sizeClass) : arena.take(sizeClass);
        }
        buf.block().inUse(true);
        return buf;
    }

    /** Takes back a buffer that nobody uses any more. */
    void recycle(AlignedByteBuf buf) {
        Block block = buf.block();
        if (zeroOnRelease) {
            block.zero();
        }
        block.inUse(false);
        if (block.sizeClass == Block.LARGE) {
            large.put(buf);
            return;
        }
        ThreadCache cache = threadCache();
        if (cache != null) {
            cache.put(buf);
        } else {
            arena.put(buf);
        }
    }

    /** Returns null on a thread that would not give its cache back when it ends. */
    private ThreadCache threadCache() {
        return Thread.currentThread() instanceof FastThreadLocalThread
                        && FastThreadLocalThread.currentThreadWillCleanupFastThreadLocals()
                ? caches.get()
                : null;
    }

    long usedHeapBytes() {
        return heapBytes.sum();
    }

    long usedDirectBytes() {
        return arena.usedBytes() + large.usedBytes();
    }

    long pinnedDirectBytes() {
        return arena.pinnedBytes() + large.pinnedBytes();
    }

    private static final class CountedHeapByteBuf extends UnpooledHeapByteBuf {
        CountedHeapByteBuf(AlignedBufAllocator allocator, int initialCapacity, int maxCapacity) {
            super(allocator, initialCapacity, maxCapacity);
        }

        @Override
        protected byte[] allocateArray(int initialCapacity) {
            ((AlignedBufAllocator) alloc()).heapBytes.add(initialCapacity);
            return super.allocateArray(initialCapacity);
        }

        @Override
        protected void freeArray(byte[] array) {
            ((AlignedBufAllocator) alloc()).heapBytes.add(-array.length);
            super.freeArray(array);
        }
    }
}
