/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlignedBuffersTest {
    /** A user's allocator: counts, and remembers what it gave. */
    private static final class Counting extends AbstractByteBufAllocator {
        private final ByteBufAllocator delegate;
        private final List<ByteBuf> given = new ArrayList<>();
        private boolean givesHeap;

        Counting(ByteBufAllocator delegate) {
            this.delegate = delegate;
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return delegate.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            ByteBuf buf = givesHeap
                    ? delegate.heapBuffer(initialCapacity, maxCapacity)
                    : delegate.directBuffer(initialCapacity, maxCapacity);
            given.add(buf);
            return buf;
        }

        @Override
        public boolean isDirectBufferPooled() {
            return delegate.isDirectBufferPooled();
        }

        void assertAllReleased() {
            given.forEach(buf -> assertEquals(0, buf.refCnt()));
        }
    }

    static Stream<ByteBufAllocator> allocators() {
        return Stream.of(
                new PooledByteBufAllocator(true), new AdaptiveByteBufAllocator(), new UnpooledByteBufAllocator(true));
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void anyAllocatorGivesAlignedBuffersOfTheExactCapacity(ByteBufAllocator allocator) {
        for (int capacity : new int[] {1, 100, 4096, 5000, 65536, 3 << 20}) {
            Counting counting = new Counting(allocator);
            AlignedBuffers buffers = new AlignedBuffers(counting, 4096);
            for (int i = 0; i < 20; i++) {
                ByteBuf buf = buffers.allocate(capacity);
                assertEquals(0, buf.memoryAddress() % 4096);
                assertEquals(capacity, buf.capacity());
                assertEquals(capacity, buf.maxCapacity());
                assertEquals(0, buf.readerIndex());
                assertEquals(0, buf.writerIndex());
                assertThrows(IndexOutOfBoundsException.class, () -> buf.writeZero(capacity + 1));
                buf.clear().writeZero(capacity);
                assertTrue(buf.release());
                counting.assertAllReleased();
            }
            assertTrue(counting.given.size() == 20 || counting.given.size() == 21, "calls: " + counting.given.size());
        }
    }

    @Test
    void anAllocatorThatAlignsIsAskedForExactlyWhatIsNeeded() {
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            Counting counting = new Counting(allocator);
            AlignedBuffers buffers = new AlignedBuffers(counting, 512);
            for (int i = 1; i <= 10; i++) {
                ByteBuf buf = buffers.allocate(5000);
                assertEquals(i, counting.given.size());
                assertEquals(5000, counting.given.get(i - 1).maxCapacity());
                assertTrue(buf.release());
            }
            counting.assertAllReleased();
        }
    }

    @Test
    void retainedBuffersKeepTheWholeUntilTheLastRelease() {
        Counting counting = new Counting(new PooledByteBufAllocator(true));
        ByteBuf buf = new AlignedBuffers(counting, 65536).allocate(100).retain();
        assertFalse(buf.release());
        ByteBuf whole = counting.given.get(counting.given.size() - 1);
        assertEquals(1, whole.refCnt());
        assertTrue(buf.release());
        counting.assertAllReleased();
    }

    @Test
    void wrongArgumentsAndAllocatorsAreRefused() {
        Counting counting = new Counting(UnpooledByteBufAllocator.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> new AlignedBuffers(counting, 0));
        assertThrows(IllegalArgumentException.class, () -> new AlignedBuffers(counting, 100));
        AlignedBuffers buffers = new AlignedBuffers(counting, 512);
        assertThrows(IllegalArgumentException.class, () -> buffers.allocate(-1));
        assertThrows(IllegalArgumentException.class, () -> buffers.allocate(Integer.MAX_VALUE));
        assertTrue(counting.given.isEmpty());
        assertEquals(0, buffers.allocate(0).capacity());
        counting.givesHeap = true;
        assertThrows(IllegalStateException.class, () -> buffers.allocate(100));
        counting.assertAllReleased();
    }

    @Test
    void withoutAlignmentAnythingIsTaken() {
        Counting counting = new Counting(UnpooledByteBufAllocator.DEFAULT);
        counting.givesHeap = true;
        ByteBuf buf = new AlignedBuffers(counting, 1).allocate(100);
        assertEquals(100, buf.capacity());
        assertTrue(buf.release());
        assertEquals(1, counting.given.size());
    }
}
