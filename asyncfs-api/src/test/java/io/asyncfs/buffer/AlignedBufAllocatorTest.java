/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedBufAllocatorTest {
    private static final int MIB = 1 << 20;

    private final AlignedBufAllocator allocator = new AlignedBufAllocator();

    @AfterEach
    void everythingWasReturned() {
        assertEquals(0, allocator.metric().pinnedDirectMemory());
        assertEquals(0, allocator.metric().usedHeapMemory());
        allocator.close();
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 4096, 65536})
    void everyCapacityIsExactAndAligned(int alignment) {
        List<ByteBuf> held = new ArrayList<>();
        Random random = new Random(alignment);
        try (AlignedBufAllocator aligned = new AlignedBufAllocator(alignment, false)) {
            int[] edges = {0, 1, 100, 511, 512, 513, 4095, 4096, 4097, 65536, MIB - 1, MIB, MIB + 1, 5 * MIB + 17};
            for (int capacity : edges) {
                held.add(checked(aligned, capacity));
            }
            for (int i = 0; i < 500; i++) {
                held.add(checked(aligned, random.nextInt(1 << random.nextInt(20))));
            }
            assertNoOverlap(held);
            held.forEach(buf -> assertTrue(buf.release()));
            assertEquals(0, aligned.metric().pinnedDirectMemory());
        }
    }

    private static ByteBuf checked(AlignedBufAllocator allocator, int capacity) {
        ByteBuf buf = allocator.directBuffer(capacity);
        assertEquals(capacity, buf.capacity());
        assertEquals(Integer.MAX_VALUE, buf.maxCapacity());
        assertEquals(0, buf.readableBytes());
        assertTrue(buf.isDirect() && buf.hasMemoryAddress() && buf.isContiguous());
        assertEquals(0, buf.memoryAddress() % allocator.alignment());
        assertSame(allocator, buf.alloc());
        return buf;
    }

    private static void assertNoOverlap(List<ByteBuf> bufs) {
        List<ByteBuf> sorted = new ArrayList<>(bufs);
        sorted.sort((a, b) -> Long.compareUnsigned(a.memoryAddress(), b.memoryAddress()));
        for (int i = 1; i < sorted.size(); i++) {
            ByteBuf before = sorted.get(i - 1);
            assertTrue(
                    before.memoryAddress() + before.capacity() <= sorted.get(i).memoryAddress());
            assertTrue(before.memoryAddress() < sorted.get(i).memoryAddress());
        }
    }

    @Test
    void allDirectKindsAreAlignedAndHeapIsHeap() {
        for (ByteBuf buf : List.of(
                allocator.buffer(),
                allocator.buffer(10),
                allocator.buffer(10, 20),
                allocator.ioBuffer(10),
                allocator.ioBuffer(),
                allocator.directBuffer(),
                allocator.directBuffer(10, 20))) {
            assertTrue(buf.isDirect());
            assertEquals(0, buf.memoryAddress() % 4096);
            assertTrue(buf.release());
        }
        ByteBuf heap = allocator.heapBuffer(100);
        assertTrue(heap.hasArray());
        assertSame(allocator, heap.alloc());
        assertEquals(100, allocator.metric().usedHeapMemory());
        assertTrue(heap.release());
        assertTrue(allocator.isDirectBufferPooled());
    }

    @Test
    void compositeBuffersWork() {
        CompositeByteBuf composite = allocator.compositeBuffer();
        composite.addComponent(true, allocator.buffer(8).writeLong(1));
        composite.addComponent(true, allocator.heapBuffer(8).writeLong(2));
        composite.writeLong(3);
        assertEquals(3, composite.numComponents());
        assertTrue(composite.component(2).isDirect());
        assertEquals(1, composite.readLong());
        assertEquals(2, composite.readLong());
        assertEquals(3, composite.readLong());
        assertTrue(composite.release());
    }

    @Test
    void growthKeepsContentAndAlignment() {
        ByteBuf buf = allocator.buffer(16);
        byte[] filler = new byte[1020];
        for (int i = 0; buf.writerIndex() < 3 * MIB; i++) {
            buf.writeInt(i).writeBytes(filler);
            assertEquals(0, buf.memoryAddress() % 4096);
        }
        for (int i = 0; buf.isReadable(); i++) {
            assertEquals(i, buf.readInt());
            buf.skipBytes(filler.length);
        }
        buf.capacity(10);
        assertEquals(10, buf.writerIndex());
        buf.capacity(2 * MIB);
        assertEquals(0, buf.memoryAddress() % 4096);
        assertEquals(0, buf.getInt(0));
        assertTrue(buf.release());
    }

    @Test
    void limitsOfCapacityAreEnforced() {
        ByteBuf buf = allocator.directBuffer(10, 20);
        assertThrows(IllegalArgumentException.class, () -> buf.capacity(21));
        assertThrows(IllegalArgumentException.class, () -> buf.capacity(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> buf.writeZero(21));
        assertEquals(20, buf.writeZero(20).maxFastWritableBytes() + 20);
        assertTrue(buf.release());
        assertThrows(IllegalArgumentException.class, () -> allocator.directBuffer(-1));
        assertThrows(IllegalArgumentException.class, () -> allocator.directBuffer(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -4096, 256, 4097, 131072})
    void wrongAlignmentIsRefused(int alignment) {
        assertThrows(IllegalArgumentException.class, () -> new AlignedBufAllocator(alignment, false));
    }

    @Test
    void aReleasedBufferIsRefused() {
        ByteBuf buf = allocator.buffer(100).writeInt(1);
        ByteBuf slice = buf.slice();
        assertFalse(buf.retain().release());
        assertTrue(buf.release());
        assertEquals(0, buf.refCnt());
        assertThrows(IllegalReferenceCountException.class, buf::release);
        assertThrows(IllegalReferenceCountException.class, buf::retain);
        assertThrows(IllegalReferenceCountException.class, () -> buf.getByte(0));
        assertThrows(IllegalReferenceCountException.class, () -> buf.capacity(100));
        assertThrows(IllegalReferenceCountException.class, () -> buf.nioBuffer(0, 1));
        assertThrows(IllegalReferenceCountException.class, () -> buf.internalNioBuffer(0, 1));
        assertThrows(IllegalReferenceCountException.class, buf::memoryAddress);
        assertThrows(IllegalReferenceCountException.class, () -> slice.getByte(0));
    }

    @Test
    void aNewBufferHasNoTraceOfTheOldOne() {
        ByteBuf old = allocator.directBuffer(100, 200).writeZero(90).skipBytes(50);
        old.markReaderIndex().markWriterIndex();
        long address = old.memoryAddress();
        assertTrue(old.release());
        ByteBuf fresh = allocator.directBuffer(4000, 5000);
        assertEquals(address, fresh.memoryAddress(), "the block is used again");
        assertEquals(1, fresh.refCnt());
        assertEquals(5000, fresh.maxCapacity());
        assertEquals(0, fresh.writeZero(10).skipBytes(5).resetReaderIndex().readerIndex());
        assertEquals(0, fresh.resetWriterIndex().writerIndex());
        assertTrue(fresh.release());
    }

    @Test
    void internalNioBufferIsReusedAndNioBufferIsNot() {
        ByteBuf buf = allocator.buffer(100);
        assertSame(buf.internalNioBuffer(0, 10), buf.internalNioBuffer(5, 10));
        assertEquals(5, buf.internalNioBuffer(5, 10).position());
        assertNotSame(buf.nioBuffer(0, 10), buf.nioBuffer(0, 10));
        assertEquals(10, buf.nioBuffer(3, 10).capacity());
        assertTrue(buf.release());
    }
}
