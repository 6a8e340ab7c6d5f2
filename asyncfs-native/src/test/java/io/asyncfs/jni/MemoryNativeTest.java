/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MemoryNativeTest {
    @BeforeAll
    static void load() {
        NativeLibrary.ensureAvailability();
    }

    @Test
    void addressIsThatOfIndexZero() {
        ByteBuffer buffer = Scratch.direct(64);
        long address = MemoryNative.address(buffer);
        assertEquals(address, MemoryNative.address(buffer.position(8)));
        assertEquals(address + 8, MemoryNative.address(buffer.slice()));
        assertEquals(address, MemoryNative.address(buffer.asReadOnlyBuffer()));
    }

    @Test
    void wrapSeesTheSameMemory() {
        ByteBuffer buffer = Scratch.direct(64);
        ByteBuffer view = MemoryNative.wrap(MemoryNative.address(buffer), 64);
        buffer.putLong(16, 0x0102030405060708L);
        assertEquals(0x0102030405060708L, view.getLong(16));
        assertEquals(64, view.capacity());
        assertEquals(ByteOrder.nativeOrder(), view.order());
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MemoryNative.address(ByteBuffer.allocate(8)));
        assertThrows(IllegalArgumentException.class, () -> MemoryNative.wrap(0, 8));
        assertThrows(IllegalArgumentException.class, () -> MemoryNative.wrap(4096, -1));
        assertEquals(-Errno.EINVAL, MemoryNative.mapAnonymous(0));
        assertTrue(MemoryNative.mapAnonymous(-1) < 0);
    }

    @Test
    void mappedMemoryIsAlignedZeroedAndWritable() {
        long address = MemoryNative.mapAnonymous(8192);
        assertTrue(address > 0, () -> Errno.name((int) -address));
        assertEquals(0, address % 4096);
        ByteBuffer memory = MemoryNative.wrap(address, 8192);
        for (int i = 0; i < 8192; i += 8) {
            assertEquals(0, memory.getLong(i));
        }
        memory.putInt(8188, 42);
        assertEquals(42, memory.getInt(8188));
        assertEquals(0, MemoryNative.unmap(address, 8192));
    }
}
