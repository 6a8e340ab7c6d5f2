/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bytes that tell where in a file they belong, so that a transfer to the wrong place or of the wrong length shows. */
public final class Content {
    private Content() {}

    /** Returns the byte that belongs at {@code position}; never 0, so that a hole shows too. */
    public static byte at(long position) {
        long mixed = position * 0x9E3779B97F4A7C15L;
        return (byte) (1 + ((mixed >>> 32) % 255 + 255) % 255);
    }

    /** Returns the bytes that belong at {@code position}. */
    public static byte[] bytes(long position, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(position + i);
        }
        return bytes;
    }

    /** Returns {@link #bytes} in a heap buffer; the caller owns it. */
    public static ByteBuf buffer(long position, int length) {
        return Unpooled.wrappedBuffer(bytes(position, length));
    }

    /** Writes a file of {@code length} such bytes. */
    public static Path write(Path path, int length) throws IOException {
        return Files.write(path, bytes(0, length));
    }

    /** Asserts that {@code length} readable bytes of the buffer are those that belong at {@code position}; consumes none. */
    public static void assertAt(long position, int length, ByteBuf buffer) {
        assertEquals(length, buffer.readableBytes(), "readable bytes");
        // At once: with paranoid leak detection every access to a buffer records a stack.
        byte[] actual = new byte[length];
        buffer.getBytes(buffer.readerIndex(), actual);
        int wrong = Arrays.mismatch(bytes(position, length), actual);
        if (wrong >= 0) {
            throw new AssertionError("byte " + wrong + " of " + length + " for position " + position + ": expected "
                    + at(position + wrong) + " but was " + actual[wrong]);
        }
    }
}
