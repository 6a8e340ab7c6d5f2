/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.asyncfs.platform.Log;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The free buffers that all threads share, and the slabs they are cut from. Every method takes a short lock, one that a
 * virtual thread can wait for without pinning its carrier.
 */
final class Arena {
    private static final int INITIAL_STACK = 16;
    private static final Log LOGGER = Log.of(Arena.class.getName());

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock growth = new ReentrantLock(); // taken before the other
    private final AlignedBufAllocator allocator;
    private final SizeClasses classes;
    private final int slabSize;
    private final SlabSource source;
    private final AlignedByteBuf[][] stacks;
    private final int[] counts;
    private final List<Slab> slabs = new ArrayList<>();
    private final List<ThreadCache> caches = new ArrayList<>();
    private long pinned;
    private volatile int slabCount;
    private boolean closed;

    Arena(AlignedBufAllocator allocator, SizeClasses classes, int slabSize) {
        this.allocator = allocator;
        this.classes = classes;
        this.slabSize = slabSize;
        source = new SlabSource(slabSize, allocator.alignment());
        stacks = new AlignedByteBuf[classes.count()][INITIAL_STACK];
        counts = new int[classes.count()];
    }

    AlignedByteBuf take(int sizeClass) {
        lock.lock();
        try {
            growUnlessThere(sizeClass);
            AlignedByteBuf buf = counts[sizeClass] > 0 ? pop(sizeClass) : carve(sizeClass);
            pinned += buf.block().length();
            return buf;
        } finally {
            lock.unlock();
        }
    }

    void put(AlignedByteBuf buf) {
        lock.lock();
        try {
            pinned -= buf.block().length();
            if (closed) {
                freeWhenUnused(buf.block().slab);
            } else {
                push(buf);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves at most {@code wanted} free buffers to the bottom of an empty stack; cuts a new one if there is none. */
    int refill(int sizeClass, AlignedByteBuf[] stack, int wanted) {
        lock.lock();
        try {
            growUnlessThere(sizeClass);
            int count = Math.min(wanted, counts[sizeClass]);
            if (count == 0) {
                stack[0] = carve(sizeClass);
                return 1;
            }
            for (int i = 0; i < count; i++) {
                stack[i] = pop(sizeClass);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the buffers of a full stack from index {@code from} up. */
    void takeBack(int sizeClass, AlignedByteBuf[] stack, int from) {
        lock.lock();
        try {
            for (int i = from; i < stack.length; i++) {
                if (!closed) {
                    push(stack[i]);
                }
                stack[i] = null;
            }
        } finally {
            lock.unlock();
        }
    }

    ThreadCache newCache(int bytesPerClass) {
        ThreadCache cache = new ThreadCache(this, classes, bytesPerClass);
        lock.lock();
        try {
            if (closed) {
                cache.retire();
            }
            caches.add(cache);
            return cache;
        } finally {
            lock.unlock();
        }
    }

    /** Called by the cache's thread when it ends. */
    void retire(ThreadCache cache) {
        lock.lock();
        try {
            AlignedByteBuf[][] all = cache.retire();
            if (all != null && !closed) {
                for (AlignedByteBuf[] stack : all) {
                    for (int i = 0; i < stack.length && stack[i] != null; i++) {
                        push(stack[i]);
                    }
                }
            }
            pinned += cache.pinned();
            caches.remove(cache);
        } finally {
            lock.unlock();
        }
    }

    /** Lets every slab go that has no buffer out, and keeps the others until their last buffer is released. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            caches.forEach(ThreadCache::retire);
            Arrays.fill(stacks, null);
            int out = 0;
            for (Slab slab : slabs) {
                out += slab.blocksInUse();
                slab.retain();
            }
            List.copyOf(slabs).forEach(this::freeWhenUnused);
            if (out > 0) {
                LOGGER.log(
                        Log.Level.DEBUG,
                        "closed with {0} buffers not released; {1} bytes of slabs stay until they are",
                        out,
                        (long) slabs.size() * slabSize);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many slabs there are. */
    int slabCount() {
        return slabCount;
    }

    /** Returns null when there is none, or the arena is closed. */
    ByteBuffer slab(int index) {
        lock.lock();
        try {
            return closed || index >= slabs.size() ? null : slabs.get(index).memory();
        } finally {
            lock.unlock();
        }
    }

    long usedBytes() {
        lock.lock();
        try {
            return (long) slabs.size() * slabSize;
        } finally {
            lock.unlock();
        }
    }

    long pinnedBytes() {
        lock.lock();
        try {
            long sum = pinned;
            for (ThreadCache cache : caches) {
                sum += cache.pinned();
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the allocator is closed");
        }
    }

    private void freeWhenUnused(Slab slab) {
        if (slab.blocksInUse() == 0) {
            slab.letGo();
            slabs.remove(slab);
            slabCount = slabs.size();
        }
    }

    private AlignedByteBuf pop(int sizeClass) {
        AlignedByteBuf[] stack = stacks[sizeClass];
        int top = --counts[sizeClass];
        AlignedByteBuf buf = stack[top];
        stack[top] = null;
        return buf;
    }

    private void push(AlignedByteBuf buf) {
        int sizeClass = buf.block().sizeClass;
        int count = counts[sizeClass]++;
        if (count == stacks[sizeClass].length) {
            stacks[sizeClass] = Arrays.copyOf(stacks[sizeClass], 2 * count);
        }
        stacks[sizeClass][count] = buf;
    }

    private AlignedByteBuf carve(int sizeClass) {
        return new AlignedByteBuf(allocator, newest().carve(sizeClass, classes.size(sizeClass)));
    }

    private Slab newest() {
        return slabs.isEmpty() ? null : slabs.get(slabs.size() - 1);
    }

    /** Sees to it that there is a free buffer, or room for one in the newest slab. */
    private void growUnlessThere(int sizeClass) {
        checkOpen();
        while (counts[sizeClass] == 0 && (newest() == null || newest().remaining() < classes.size(sizeClass))) {
            grow(newest());
            checkOpen();
        }
    }

    /** Leaves the lock meanwhile: a slab takes a millisecond to be made, and for what is there nobody need wait that long. */
    private void grow(Slab before) {
        lock.unlock();
        growth.lock();
        try {
            if (before == newestNow()) {
                add(source.make(), before);
            }
        } finally {
            growth.unlock();
            lock.lock();
        }
    }

    private Slab newestNow() {
        lock.lock();
        try {
            return newest();
        } finally {
            lock.unlock();
        }
    }

    private void add(Slab slab, Slab before) {
        lock.lock();
        try {
            if (!closed) {
                if (before != null) {
                    shareOut(before);
                }
                slabs.add(slab);
                slabCount = slabs.size();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Cuts what is left of a slab into the largest blocks that fit: everything is a multiple of the alignment. */
    private void shareOut(Slab slab) {
        while (slab.remaining() > 0) {
            int sizeClass = classes.largestWithin(slab.remaining());
            push(new AlignedByteBuf(allocator, slab.carve(sizeClass, classes.size(sizeClass))));
        }
    }
}
