/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What is appended at a time, and must not have what others append in its middle. */
final class LongAppend {
    private static final byte MARK = 'A';
    private static final int LENGTH = 6 << 20;
    private static final int PARTS = 3000; // more than the kernel takes at a time

    private LongAppend() {}

    /** Returns memory that the kernel cannot be given as it is. */
    static ByteBuf heap() {
        byte[] content = new byte[LENGTH];
        Arrays.fill(content, MARK);
        return Unpooled.wrappedBuffer(content);
    }

    /** Returns memory in more parts than one call takes. */
    static ByteBuf parts() {
        CompositeByteBuf parts = Unpooled.compositeBuffer(PARTS);
        for (int i = 0; i < PARTS; i++) {
            parts.addComponent(true, Unpooled.directBuffer(1, 1).writeByte(MARK));
        }
        return parts;
    }

    /** Returns memory in two parts, which one call takes. */
    static ByteBuf halves() {
        CompositeByteBuf halves = Unpooled.compositeBuffer(2);
        for (int i = 0; i < 2; i++) {
            byte[] content = new byte[LENGTH / 2 - 16];
            Arrays.fill(content, MARK);
            halves.addComponent(
                    true, Unpooled.directBuffer(content.length, content.length).writeBytes(content));
        }
        return halves;
    }

    /** Returns what others append meanwhile. */
    static ByteBuf ofOthers() {
        return Unpooled.wrappedBuffer(new byte[16]);
    }

    /** Asserts that a file has so many bytes of such memory, one behind the other. */
    static void assertWhole(Path path, int length) throws IOException {
        byte[] content = Files.readAllBytes(path);
        int from = 0;
        while (from < content.length && content[from] != MARK) {
            from++;
        }
        int to = from;
        while (to < content.length && content[to] == MARK) {
            to++;
        }
        assertEquals(length, to - from, "in one piece");
        assertTrue(from % 16 == 0 && (content.length - to) % 16 == 0, "and so are the others");
    }
}
