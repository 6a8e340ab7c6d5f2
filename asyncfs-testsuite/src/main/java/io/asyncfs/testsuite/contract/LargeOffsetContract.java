/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.SeekOrigin;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets and lengths beyond what 32 bits hold, on sparse files. */
@Tag("filesystem")
class LargeOffsetContract extends Contract {
    private static final long GIB = 1L << 30;

    private AsyncFile sparse() {
        return open(path("large"), READ, WRITE, CREATE, SPARSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32, 5 * GIB, 1L << 40})
    void transfersAcrossTheBoundaryLandWhereTheyBelong(long boundary) throws Exception {
        AsyncFile file = sparse();
        long position = boundary - 2048;
        assertEquals(4096, await(file.writeFully(Content.buffer(position, 4096), position)));
        assertEquals(boundary + 2048, await(file.size()));
        assertEquals(boundary + 2048, Files.size(path("large")));
        ByteBuf buffer = Unpooled.directBuffer(4096, 4096);
        assertEquals(4096, await(file.readFully(buffer, position)));
        Content.assertAt(position, 4096, buffer);
        buffer.release();
        ByteBuf low = await(file.read(position & 0xFFFF_FFFFL, 4096));
        if (position > 0xFFFF_FFFFL) {
            assertEquals(-1, low.forEachByte(b -> b == 0), "nothing landed at the low 32 bits");
        }
        low.release();
        assertEquals(-1, await(file.read(Unpooled.buffer(1, 1), boundary + 2048)));
    }

    @Test
    void theCursorPassesTheBoundaries() throws Exception {
        AsyncFile file = sparse();
        long start = (1L << 32) - 1000;
        assertEquals(start, await(file.seek(start)));
        assertEquals(2000, await(file.writeFully(Content.buffer(start, 2000))));
        assertEquals(start + 2000, await(file.position()));
        assertEquals(start, await(file.seek(-2000, SeekOrigin.END)));
        ByteBuf buffer = Unpooled.buffer(2000, 2000);
        assertEquals(2000, await(file.readFully(buffer)));
        Content.assertAt(start, 2000, buffer);
        assertEquals(5 * GIB, await(file.seek(5 * GIB)));
        assertEquals(3 * GIB, await(file.seek(-2 * GIB, SeekOrigin.CURRENT)));
    }

    @Test
    void truncateAndAppendWorkAtFiveGibibytes() throws Exception {
        AsyncFile file = sparse();
        await(file.truncate(5 * GIB));
        assertEquals(5 * GIB, await(file.size()));
        assertEquals(5 * GIB, await(file.stat()).size());
        assertEquals(100, await(file.append(Content.buffer(5 * GIB, 100))));
        ByteBuf tail = await(file.read(5 * GIB, 200));
        Content.assertAt(5 * GIB, 100, tail);
        tail.release();
        await(file.truncate(5 * GIB + 50));
        assertEquals(5 * GIB + 50, Files.size(path("large")));
    }

    @Test
    void positionsNearTheLargestAreEndOfFile() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        ByteBuf buffer = Unpooled.buffer(16, 16);
        for (long position : new long[] {1L << 44, 1L << 62, Long.MAX_VALUE - 16}) {
            assertEquals(-1, await(file.read(buffer, position)), "at " + position);
        }
        assertThrows(IllegalArgumentException.class, () -> file.read(buffer, Long.MAX_VALUE - 15));
        assertThrows(IllegalArgumentException.class, () -> file.write(buffer.writerIndex(16), Long.MAX_VALUE - 15));
        assertEquals(Long.MAX_VALUE - 16, await(file.seek(Long.MAX_VALUE - 16)));
        assertEquals(-1, await(file.read(buffer.clear())));
    }

    @Test
    void aWriteAtTheLargestPositionIsDoneOrRefusedByTheFileSystem() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        ByteBuf buffer = Content.buffer(0, 16);
        Throwable cause = done(file.write(buffer, Long.MAX_VALUE - 16)).cause();
        if (cause == null) { // tmpfs takes every position
            assertEquals(Long.MAX_VALUE, Files.size(path("a")));
        } else {
            assertTrue(cause instanceof FileSystemException, cause::toString);
            assertEquals(16, buffer.readableBytes());
            assertContent(path("a"), 100);
        }
    }

    @Test
    @Tag("slow")
    void aTransferAboveTheCapOfTheKernelIsSplit() throws Exception {
        AsyncFile file = sparse();
        await(file.truncate(3 * GIB));
        // 2^31-1 bytes; Linux moves at most 0x7ffff000 at once, in at most 1024 pieces. All parts are the same memory.
        ByteBuf part = Unpooled.directBuffer(1 << 20, 1 << 20).writeZero(1 << 20);
        CompositeByteBuf huge = Unpooled.compositeBuffer(4096);
        for (int i = 0; i < 2047; i++) {
            huge.addComponent(true, part.retainedDuplicate());
        }
        huge.addComponent(true, part.slice(0, (1 << 20) - 1));
        huge.writerIndex(0);
        assertEquals(Integer.MAX_VALUE, await(file.readFully(huge, 0)));
        assertEquals(Integer.MAX_VALUE, huge.readableBytes());
        assertTrue(huge.release());
        assertEquals(0, part.refCnt());
    }
}
