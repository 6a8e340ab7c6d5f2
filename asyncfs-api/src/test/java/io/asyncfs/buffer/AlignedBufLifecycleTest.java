/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to the memory: chunks, thread caches, zeroing, large buffers, close. */
class AlignedBufLifecycleTest {
    private static final int MIB = 1 << 20;

    private static <T> T onEventLoopThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new FastThreadLocalThread(future);
        thread.start();
        thread.join();
        return future.get();
    }

    private static List<ByteBuffer> slabs(AlignedBufAllocator allocator) {
        List<ByteBuffer> slabs = new ArrayList<>();
        for (int i = 0; i < allocator.slabCount(); i++) {
            slabs.add(allocator.slab(i));
        }
        return slabs;
    }

    private static long address(ByteBuffer slab) {
        return Unpooled.wrappedBuffer(slab).memoryAddress();
    }

    @Test
    void slabsAreStableAlignedAndHoldTheBuffers() {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            assertEquals(0, allocator.slabCount());
            List<ByteBuf> held = new ArrayList<>();
            List<ByteBuffer> before = List.of();
            for (int i = 0; i < 300; i++) {
                held.add(allocator.buffer(1 << (i % 21)));
                List<ByteBuffer> now = slabs(allocator);
                for (int j = 0; j < before.size(); j++) {
                    assertSame(before.get(j), now.get(j));
                }
                before = now;
            }
            assertTrue(before.size() > 1);
            for (ByteBuffer slab : before) {
                assertEquals(0, address(slab) % 4096);
                assertEquals(4 * MIB, slab.capacity());
            }
            for (ByteBuf buf : held) {
                long from = buf.memoryAddress();
                assertTrue(slabs(allocator).stream()
                        .anyMatch(slab ->
                                from >= address(slab) && from + buf.capacity() <= address(slab) + slab.capacity()));
            }
            assertEquals(4L * MIB * before.size(), allocator.metric().usedDirectMemory());
            held.forEach(ByteBuf::release);
        }
    }

    @Test
    void whatIsLeftOfASlabIsUsed() {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            List<ByteBuf> held = new ArrayList<>();
            held.add(allocator.buffer(4096));
            for (int i = 0; i < 4; i++) {
                held.add(allocator.buffer(MIB)); // Four do not fit into what the first left of the slab.
            }
            assertEquals(2, allocator.slabCount());
            held.add(allocator.buffer(768 * 1024));
            held.add(allocator.buffer(192 * 1024));
            assertEquals(2, allocator.slabCount());
            long second = address(allocator.slab(1));
            long end = second + 4 * MIB;
            for (ByteBuf buf : held.subList(5, 7)) {
                assertFalse(buf.memoryAddress() >= second && buf.memoryAddress() < end);
            }
            held.forEach(ByteBuf::release);
        }
    }

    @Test
    void aThreadThatEndsGivesItsBuffersBack() throws Exception {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            long address = onEventLoopThread(() -> {
                ByteBuf buf = allocator.buffer(4096);
                long at = buf.memoryAddress();
                buf.release();
                return at;
            });
            ByteBuf buf = allocator.buffer(4096);
            assertEquals(address, buf.memoryAddress());
            buf.release();
            assertEquals(0, allocator.metric().pinnedDirectMemory());
        }
    }

    @Test
    void aThreadCacheIsBounded() throws Exception {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            onEventLoopThread(() -> {
                List<ByteBuf> held = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    held.add(allocator.buffer(MIB));
                }
                held.forEach(ByteBuf::release);
                // At most one MiB stays with this thread: another one can have the other seven.
                List<ByteBuf> others = onEventLoopThread(() -> {
                    List<ByteBuf> taken = new ArrayList<>();
                    for (int i = 0; i < 7; i++) {
                        taken.add(allocator.buffer(MIB));
                    }
                    return taken;
                });
                assertEquals(2, allocator.slabCount());
                others.forEach(ByteBuf::release);
                return null;
            });
        }
    }

    @Test
    void releasedMemoryIsZeroed() throws Exception {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator(4096, true)) {
            onEventLoopThread(() -> {
                for (int capacity : new int[] {100, 4096, 5000, 100_000, MIB, 3 * MIB}) {
                    assertZeroed(allocator, capacity);
                }
                return null;
            });
            assertZeroed(allocator, 5000);
        }
    }

    private static void assertZeroed(AlignedBufAllocator allocator, int capacity) {
        ByteBuf dirty = allocator.buffer(capacity);
        fill(dirty);
        dirty.capacity(capacity / 2);
        ByteBuffer stale = dirty.nioBuffer(0, capacity / 2);
        long address = dirty.memoryAddress();
        dirty.release();
        for (int i = 0; i < stale.capacity(); i++) {
            assertEquals(0, stale.get(i), "released content");
        }
        ByteBuf fresh = allocator.buffer(capacity);
        assertEquals(address, fresh.memoryAddress(), "the block is used again");
        assertAllZero(fresh);
        fill(fresh);
        fresh.capacity(2 * capacity + 4096); // Moves: the block left behind is zeroed as well.
        ByteBuf left = allocator.buffer(capacity);
        assertAllZero(left);
        left.release();
        fresh.release();
    }

    private static void fill(ByteBuf buf) {
        byte[] content = new byte[buf.capacity()];
        Arrays.fill(content, (byte) 0xa5);
        buf.setBytes(0, content);
    }

    private static void assertAllZero(ByteBuf buf) {
        byte[] content = new byte[buf.capacity()];
        buf.getBytes(0, content);
        assertArrayEquals(new byte[buf.capacity()], content);
    }

    @Test
    void largeBuffersAreKeptWithinABound() {
        AlignedBufAllocator allocator = new AlignedBufAllocator();
        ByteBuf buf = allocator.buffer(3 * MIB);
        assertEquals(3L * MIB, allocator.metric().usedDirectMemory(), "exactly sized, no slab");
        long address = buf.memoryAddress();
        buf.release();
        ByteBuf again = allocator.buffer(3 * MIB - 5000);
        assertEquals(address, again.memoryAddress());
        again.release();
        ByteBuf tooLarge = allocator.buffer(17 * MIB);
        tooLarge.release();
        assertEquals(3L * MIB, allocator.metric().usedDirectMemory(), "the one that fits is kept");
        List<ByteBuf> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(allocator.buffer(2 * MIB));
        }
        many.forEach(ByteBuf::release);
        assertEquals(16L * MIB, allocator.metric().usedDirectMemory());
        assertEquals(0, allocator.metric().pinnedDirectMemory());
        allocator.close();
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @Test
    void aClosedAllocatorRefusesAndLetsItsSlabsGo() throws Exception {
        AlignedBufAllocator allocator = new AlignedBufAllocator();
        WeakReference<ByteBuffer> memory = onEventLoopThread(() -> {
            ByteBuf buf = allocator.buffer(100);
            WeakReference<ByteBuffer> view = new WeakReference<>(buf.internalNioBuffer(0, 1));
            buf.release();
            return view;
        });
        allocator.close();
        allocator.close();
        assertEquals(0, allocator.slabCount());
        assertNull(allocator.slab(0));
        assertThrows(IllegalStateException.class, () -> allocator.buffer(100));
        assertThrows(IllegalStateException.class, () -> allocator.buffer(2 * MIB));
        awaitCollected(memory);
    }

    @Test
    void cachesOfLivingThreadsAreLetGoOnClose() throws Exception {
        AlignedBufAllocator allocator = new AlignedBufAllocator();
        onEventLoopThread(() -> {
            ByteBuf buf = allocator.buffer(100);
            WeakReference<ByteBuffer> memory = new WeakReference<>(buf.internalNioBuffer(0, 1));
            buf.release();
            buf = null;
            allocator.close();
            awaitCollected(memory);
            assertThrows(IllegalStateException.class, () -> allocator.buffer(100));
            return null;
        });
    }

    @Test
    void aSlabStaysUntilItsLastBufferIsReleased() {
        AlignedBufAllocator allocator = new AlignedBufAllocator();
        ByteBuf first = allocator.buffer(100).writeLong(1);
        ByteBuf second = allocator.buffer(100);
        ByteBuf large = allocator.buffer(2 * MIB).writeLong(2);
        allocator.close();
        assertEquals(6L * MIB, allocator.metric().usedDirectMemory());
        assertEquals(1, first.readLong());
        assertEquals(2, large.readLong());
        first.release();
        large.release();
        assertEquals(4L * MIB, allocator.metric().usedDirectMemory());
        second.release();
        assertEquals(0, allocator.metric().usedDirectMemory());
        assertEquals(0, allocator.metric().pinnedDirectMemory());
    }

    private static void awaitCollected(WeakReference<?> reference) {
        Awaitility.await().until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }
}
