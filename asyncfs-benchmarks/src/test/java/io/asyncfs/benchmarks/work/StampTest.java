/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final int BYTES = 3 * Stamp.UNIT;

    private static ByteBuffer filled(int file, long position) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        Stamp.fill(bytes, file, position);
        return bytes;
    }

    @Test
    void whatWasFilledIsRight() {
        Stamp.checkAll(Unpooled.wrappedBuffer(filled(3, 8192)), BYTES, 3, 8192);
        Stamp.check(Unpooled.wrappedBuffer(filled(3, 8192)).getLongLE(4096), 3, 12288);
    }

    @Test
    void aBlockOfAnotherPlaceOrFileIsFound() {
        AssertionError place = assertThrows(
                AssertionError.class, () -> Stamp.checkAll(Unpooled.wrappedBuffer(filled(0, 4096)), BYTES, 0, 0));
        assertTrue(place.getMessage().contains("file 0 at 0 has the stamp of file 0 at 4096"), place.getMessage());
        assertThrows(AssertionError.class, () -> Stamp.checkAll(Unpooled.wrappedBuffer(filled(1, 0)), BYTES, 2, 0));
    }

    @Test
    void oneWrongByteIsFound() {
        ByteBuffer bytes = filled(0, 0);
        bytes.put(BYTES - 1, (byte) 1);
        assertThrows(AssertionError.class, () -> Stamp.checkAll(Unpooled.wrappedBuffer(bytes), BYTES, 0, 0));
    }
}
