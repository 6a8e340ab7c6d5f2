/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The free buffers of one thread, a bounded stack per size class. Only its thread takes and puts; full or empty stacks
 * exchange half their size with the arena, so that a thread that only allocates and one that only releases share a lock
 * once in many buffers.
 */
final class ThreadCache {
    private static final int MAX_BUFFERS_PER_CLASS = 256;

    private final Arena arena;
    /** Null once retired. Closing the allocator clears it from another thread; the owner may see that late, harmlessly. */
    private volatile AlignedByteBuf[][] stacks;

    private final int[] counts;
    /** Bytes taken minus bytes put by this thread; written by it alone. */
    private final AtomicLong pinned = new AtomicLong();

    ThreadCache(Arena arena, SizeClasses classes, int bytesPerClass) {
        this.arena = arena;
        AlignedByteBuf[][] empty = new AlignedByteBuf[classes.count()][];
        for (int i = 0; i < empty.length; i++) {
            int limit = Math.min(MAX_BUFFERS_PER_CLASS, bytesPerClass / classes.size(i));
            empty[i] = new AlignedByteBuf[Math.max(1, limit)];
        }
        stacks = empty;
        counts = new int[empty.length];
    }

    AlignedByteBuf take(int sizeClass) {
        AlignedByteBuf[][] all = stacks;
        if (all == null) {
            return arena.take(sizeClass);
        }
        AlignedByteBuf[] stack = all[sizeClass];
        int count = counts[sizeClass];
        if (count == 0) {
            count = arena.refill(sizeClass, stack, (stack.length + 1) >> 1);
        }
        AlignedByteBuf buf = stack[--count];
        stack[count] = null;
        counts[sizeClass] = count;
        pin(buf.block().length());
        return buf;
    }

    void put(AlignedByteBuf buf) {
        AlignedByteBuf[][] all = stacks;
        if (all == null) {
            arena.put(buf);
            return;
        }
        int sizeClass = buf.block().sizeClass;
        AlignedByteBuf[] stack = all[sizeClass];
        int count = counts[sizeClass];
        if (count == stack.length) {
            count >>= 1;
            arena.takeBack(sizeClass, stack, count);
        }
        stack[count] = buf;
        counts[sizeClass] = count + 1;
        pin(-buf.block().length());
    }

    private void pin(int bytes) {
        pinned.setOpaque(pinned.getPlain() + bytes);
    }

    long pinned() {
        return pinned.getOpaque();
    }

    /** Empties the cache for good and returns what was in it, or null when it was retired before. */
    AlignedByteBuf[][] retire() {
        AlignedByteBuf[][] all = stacks;
        stacks = null;
        return all;
    }
}
