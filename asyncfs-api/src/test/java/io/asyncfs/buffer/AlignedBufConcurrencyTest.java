/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedBufConcurrencyTest {
    private static final int THREADS = 8;
    private static final int OPERATIONS_PER_THREAD = 150_000;

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    /** The records of the detector are garbage and hide races by their slowness. */
    @BeforeEach
    void disableLeakRecords() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void restoreLeakRecords() {
        ResourceLeakDetector.setLevel(level);
    }

    /**
     * Threads of both kinds put buffers into shared places and release what they find there. Each buffer carries its
     * address at both ends: memory given out twice would be overwritten.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void buffersReleasedByOtherThreadsAreNeverGivenOutTwice(boolean zeroOnRelease) throws Exception {
        AtomicReferenceArray<ByteBuf> places = new AtomicReferenceArray<>(256);
        AlignedBufAllocator allocator = new AlignedBufAllocator(4096, zeroOnRelease);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            FutureTask<Void> task = new FutureTask<>(() -> exchange(allocator, places, random), null);
            tasks.add(task);
            (i % 4 == 3 ? new Thread(task) : new FastThreadLocalThread(task)).start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
        for (int i = 0; i < places.length(); i++) {
            checkAndRelease(places.get(i));
        }
        assertEquals(0, allocator.metric().pinnedDirectMemory());
        assertTrue(allocator.metric().usedDirectMemory() < 128 << 20, "memory is used again");
        allocator.close();
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    private static void exchange(AlignedBufAllocator allocator, AtomicReferenceArray<ByteBuf> places, Random random) {
        for (int i = 0; i < OPERATIONS_PER_THREAD; i++) {
            boolean isLarge = random.nextInt(5000) == 0;
            int capacity = 16 + (isLarge ? 1 << 20 : random.nextInt(1 << (4 + random.nextInt(13))));
            ByteBuf buf = allocator.directBuffer(capacity);
            if (random.nextInt(8) == 0) {
                buf.capacity(capacity += random.nextInt(20_000));
            }
            buf.setLong(0, buf.memoryAddress());
            buf.setLong(capacity - 8, buf.memoryAddress());
            checkAndRelease(places.getAndSet(random.nextInt(places.length()), buf));
        }
    }

    private static void checkAndRelease(ByteBuf buf) {
        if (buf != null) {
            assertEquals(0, buf.memoryAddress() % 4096);
            assertEquals(buf.memoryAddress(), buf.getLong(0));
            assertEquals(buf.memoryAddress(), buf.getLong(buf.capacity() - 8));
            assertTrue(buf.release());
        }
    }

    @Test
    void anEventLoopMakesNoGarbage() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            FutureTask<Long> task = new FutureTask<>(() -> {
                long id = Thread.currentThread().getId();
                useBuffers(allocator);
                threads.getThreadAllocatedBytes(id);
                long before = threads.getThreadAllocatedBytes(id);
                useBuffers(allocator);
                return threads.getThreadAllocatedBytes(id) - before;
            });
            Thread thread = new FastThreadLocalThread(task);
            thread.start();
            assertTrue(task.get() < 4096, "bytes in 200,000 operations");
            thread.join();
        }
    }

    private static void useBuffers(AlignedBufAllocator allocator) {
        ByteBuf[] held = new ByteBuf[64];
        for (int i = 0; i < 200_000; i++) {
            int at = i % held.length;
            if (held[at] != null) {
                held[at].release();
            }
            held[at] = allocator.directBuffer(4096 * (1 + i % 3));
            held[at].internalNioBuffer(0, 4096).put(0, (byte) 1);
        }
        for (ByteBuf buf : held) {
            buf.release();
        }
    }
}
