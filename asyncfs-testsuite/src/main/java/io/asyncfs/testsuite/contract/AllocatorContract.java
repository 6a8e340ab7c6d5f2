/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buffers of the library: aligned, pooled, zeroed if wanted, and from the user's own allocator if there is one. */
class AllocatorContract extends Contract {
    /** Gives unaligned buffers of Netty's unpooled allocator and counts them. */
    private static final class Counting extends AbstractByteBufAllocator {
        private final AtomicInteger direct = new AtomicInteger();

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            direct.incrementAndGet();
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }

    private static void assertAligned(ByteBuf buffer, int alignment) {
        assertTrue(buffer.isDirect());
        assertTrue(buffer.hasMemoryAddress());
        assertEquals(0, buffer.memoryAddress() % alignment, () -> Long.toHexString(buffer.memoryAddress()));
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void everyBufferIsAligned(int alignment) throws Exception {
        AsyncFs fs = fs(settings -> settings.alignment(alignment));
        AsyncFile file = open(fs, file("a", 1 << 20));
        List<ByteBuf> buffers = new ArrayList<>();
        for (int capacity : new int[] {1, 100, 511, 512, 4096, 5000, 65536, 1 << 20, (1 << 20) + 1}) {
            ByteBuf buffer = fs.allocBuf(capacity);
            assertEquals(capacity, buffer.writableBytes());
            buffers.add(buffer);
            ByteBuf other = fs.allocator().directBuffer(capacity);
            assertTrue(other.writableBytes() >= capacity);
            buffers.add(other);
            buffers.add(await(file.read(0, capacity)));
        }
        for (ByteBuf buffer : buffers) {
            assertAligned(buffer, alignment);
            fs.releaseBuf(buffer);
            assertEquals(0, buffer.refCnt());
        }
    }

    @Test
    void buffersDoNotOverlap() {
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ByteBuf buffer = fs().allocBuf(1 + i * 37 % 9000);
            buffer.writeBytes(Content.bytes(i, buffer.capacity()));
            buffers.add(buffer);
        }
        for (int i = 0; i < 500; i++) {
            Content.assertAt(i, buffers.get(i).capacity(), buffers.get(i));
            fs().releaseBuf(buffers.get(i));
        }
    }

    @Test
    void aBufferMayBeReleasedByAnotherThread() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<ByteBuf> buffers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                buffers.add(fs().allocBuf(4096).writeBytes(Content.bytes(i, 4096)));
            }
            Thread other = new Thread(() -> buffers.forEach(fs()::releaseBuf));
            other.start();
            other.join();
            assertTrue(buffers.stream().allMatch(buffer -> buffer.refCnt() == 0));
        }
    }

    @Test
    void memoryIsZeroedOnReleaseWhenWanted() {
        AsyncFs fs = fs(settings -> settings.zeroOnRelease(true));
        for (int round = 0; round < 3; round++) {
            List<ByteBuf> buffers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ByteBuf buffer = fs.allocBuf(4096);
                for (int at = 0; at < 4096; at++) {
                    if (buffer.getByte(at) != 0) {
                        fail("not zero in round " + round + ": byte " + at);
                    }
                }
                buffers.add(buffer.writeBytes(Content.bytes(0, 4096)));
            }
            buffers.forEach(fs::releaseBuf);
        }
    }

    @Test
    void emptyBuffersAndWrongSizes() {
        ByteBuf empty = fs().allocBuf(0);
        assertEquals(0, empty.writableBytes());
        fs().releaseBuf(empty);
        assertThrows(IllegalArgumentException.class, () -> fs().allocBuf(-1));
    }

    @Test
    void theUsersAllocatorServesBuffersAndReadsThatOwnTheirs() throws Exception {
        Counting counting = new Counting();
        AsyncFs fs = fs(settings -> settings.allocator(counting));
        assertSame(counting, fs.allocator());
        AsyncFile file = open(fs, file("a", 100_000));
        assertEquals(0, counting.direct.get());
        for (int i = 0; i < 5; i++) {
            ByteBuf buffer = fs.allocBuf(1000 + i);
            assertEquals(1000 + i, buffer.writableBytes());
            assertAligned(buffer, 4096);
            fs.releaseBuf(buffer);
            assertEquals(0, buffer.refCnt());
        }
        // One buffer more may be tried and thrown away, to find out that this allocator does not align.
        int tried = counting.direct.get() - 5;
        assertTrue(tried == 0 || tried == 1, "calls for 5 buffers: " + counting.direct);
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            reads.add(file.read(i * 1000L, 1000));
        }
        for (int i = 0; i < 7; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(i * 1000L, 1000, buffer);
            assertAligned(buffer, 4096);
            assertTrue(buffer.release());
        }
        assertEquals(12 + tried, counting.direct.get());
    }
}
