/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteBuffersTest {
    /** That of the JDK and that of Android 14, which must do the same. */
    static Stream<ByteBuffers.Bulk> bulks() {
        return Stream.of(new ByteBuffers.AbsoluteBulk(), new ByteBuffers.SlicedBulk());
    }

    private static ByteBuffer digits(boolean direct) {
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(10) : ByteBuffer.allocate(10);
        for (int i = 0; i < 10; i++) {
            buffer.put(i, (byte) i);
        }
        return ByteBuffers.window(buffer, 2, 9);
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] content = new byte[buffer.capacity()];
        buffer.duplicate().clear().get(content);
        assertEquals(2, buffer.position());
        assertEquals(9, buffer.limit());
        return content;
    }

    @ParameterizedTest
    @MethodSource("bulks")
    void copiesWithoutMovingPositions(ByteBuffers.Bulk bulk) {
        ByteBuffer from = digits(true);
        ByteBuffer to = digits(false);
        bulk.copy(from, 1, to, 4, 3);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 1, 2, 3, 7, 8, 9}, content(to));
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, content(from));
        bulk.copy(to, 9, from, 9, 0);
    }

    @ParameterizedTest
    @MethodSource("bulks")
    void copiesWithinOneBuffer(ByteBuffers.Bulk bulk) {
        ByteBuffer buffer = digits(true);
        bulk.copy(buffer, 0, buffer, 2, 5);
        assertArrayEquals(new byte[] {0, 1, 0, 1, 2, 3, 4, 7, 8, 9}, content(buffer));
    }

    @ParameterizedTest
    @MethodSource("bulks")
    void copiesFromAndToArrays(ByteBuffers.Bulk bulk) {
        ByteBuffer buffer = digits(true);
        byte[] array = new byte[5];
        bulk.get(buffer, 6, array, 1, 3);
        assertArrayEquals(new byte[] {0, 6, 7, 8, 0}, array);
        bulk.put(buffer, 3, array, 2, 2);
        assertArrayEquals(new byte[] {0, 1, 2, 7, 8, 5, 6, 7, 8, 9}, content(buffer));
    }

    @ParameterizedTest
    @MethodSource("bulks")
    void refusesWhatIsBeyondTheLimit(ByteBuffers.Bulk bulk) {
        ByteBuffer buffer = digits(true);
        ByteBuffer other = digits(false);
        assertThrows(IndexOutOfBoundsException.class, () -> bulk.copy(buffer, 7, other, 0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> bulk.copy(other, 0, buffer, 7, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> bulk.get(buffer, 7, new byte[5], 0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> bulk.put(buffer, -1, new byte[5], 0, 3));
    }

    @Test
    void setsWindows() {
        ByteBuffer buffer = digits(true);
        assertSame(buffer, ByteBuffers.window(buffer, 9, 10));
        assertEquals(9, buffer.get());
        ByteBuffers.window(buffer, 1, 4);
        assertEquals(3, buffer.remaining());
        ByteBuffers.exhaust(buffer);
        assertEquals(4, buffer.position());
        assertEquals(4, buffer.limit());
    }
}
