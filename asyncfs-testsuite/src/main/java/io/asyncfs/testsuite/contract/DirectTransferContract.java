/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.OpenMode;
import io.asyncfs.testsuite.harness.Content;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transfers of direct I/O: all kinds of memory, and the end of a file that is not aligned. */
@Tag("filesystem")
class DirectTransferContract extends DirectFiles {
    @Test
    void alignedTransfersWork() throws Exception {
        AsyncFile file = direct(10 * BLOCK);
        ByteBuf buffer = fs().allocBuf(2 * BLOCK);
        assertEquals(2 * BLOCK, await(file.read(buffer, 3 * BLOCK)));
        Content.assertAt(3 * BLOCK, 2 * BLOCK, buffer);
        buffer.release();
        ByteBuf written = content(77, BLOCK);
        assertEquals(BLOCK, await(file.write(written, 20 * BLOCK)));
        ByteBuf back = await(file.read(20 * BLOCK, BLOCK));
        Content.assertAt(77, BLOCK, back);
        back.release();
        written.release();
        assertEquals(21 * BLOCK, await(file.size()));
    }

    @Test
    void memoryOfOtherKindsIsCopied() throws Exception {
        AsyncFile file = direct(10 * BLOCK);
        CompositeByteBuf pieces = Unpooled.compositeBuffer();
        for (int size : new int[] {1000, 5000, 2 * BLOCK - 6000}) {
            pieces.addComponent(false, Unpooled.directBuffer(size, size).writerIndex(size));
        }
        for (ByteBuf buffer : List.of(Unpooled.buffer(2 * BLOCK, 2 * BLOCK), pieces)) {
            buffer.clear();
            assertEquals(2 * BLOCK, await(file.read(buffer, BLOCK)));
            Content.assertAt(BLOCK, 2 * BLOCK, buffer);
            buffer.readerIndex(0);
            assertEquals(2 * BLOCK, await(file.write(buffer, 12 * BLOCK)));
            ByteBuf back = await(file.read(12 * BLOCK, 2 * BLOCK));
            Content.assertAt(BLOCK, 2 * BLOCK, back);
            back.release();
            buffer.release();
        }
    }

    @Test
    void theUnalignedEndIsRead() throws Exception {
        AsyncFile file = direct(BLOCK + 1234);
        ByteBuf buffer = fs().allocBuf(4 * BLOCK);
        assertEquals(BLOCK + 1234, await(file.read(buffer, 0)));
        Content.assertAt(0, BLOCK + 1234, buffer);
        buffer.clear();
        EOFException end = failure(EOFException.class, file.readFully(buffer, 0));
        assertTrue(end.getMessage().contains(String.valueOf(BLOCK + 1234)), end.getMessage());
        buffer.clear();
        assertEquals(-1, await(file.read(buffer, 8 * BLOCK)));
        buffer.release();
    }

    @Test
    void theCursorComesToTheEnd() throws Exception {
        AsyncFile file = direct(2 * BLOCK + 99);
        int total = 0;
        for (int count = 0; count >= 0; total += Math.max(count, 0)) {
            ByteBuf buffer = fs().allocBuf(BLOCK);
            count = await(file.read(buffer));
            Content.assertAt(total, Math.max(count, 0), buffer);
            buffer.release();
        }
        assertEquals(2 * BLOCK + 99, total);
        assertEquals(total, await(file.position()));
    }

    @Test
    void aReadThatOwnsItsBufferTakesAnyLength() throws Exception {
        AsyncFile file = direct(BLOCK + 500);
        for (int length : new int[] {1, 100, BLOCK, BLOCK + 1, BLOCK + 499, BLOCK + 500, 3 * BLOCK + 7}) {
            ByteBuf buffer = await(file.read(0, length));
            assertEquals(Math.min(length, BLOCK + 500), buffer.readableBytes(), "asked for " + length);
            Content.assertAt(0, buffer.readableBytes(), buffer);
            buffer.release();
        }
        ByteBuf end = await(file.read(4 * BLOCK, 10));
        assertFalse(end.isReadable());
        end.release();
    }

    @Test
    void anUnalignedEndIsWrittenByPaddingAndTruncating() throws Exception {
        AsyncFile file = await(fs().open(loop(), path("new"), READ, WRITE, CREATE_NEW, DirectIo.REQUIRED));
        ByteBuf buffer = content(0, 2 * BLOCK);
        await(file.writeFully(buffer, 0));
        buffer.release();
        await(file.truncate(BLOCK + 100));
        assertContent(path("new"), BLOCK + 100);
        await(file.truncate(3 * BLOCK + 1));
        assertEquals(3 * BLOCK + 1, Files.size(path("new")));
        ByteBuf grown = await(file.read(0, 3 * BLOCK + 1));
        Content.assertAt(0, BLOCK + 100, grown.slice(0, BLOCK + 100));
        assertEquals(-1, grown.forEachByte(BLOCK + 100, 2 * BLOCK - 99, b -> b == 0), "zeros");
        grown.release();
        await(file.close());
    }

    @Test
    void syncModeTransfersWork() throws Exception {
        AsyncFile file = open(file("a", 4 * BLOCK), READ, WRITE, DirectIo.REQUIRED, OpenMode.SYNC);
        ByteBuf buffer = fs().allocBuf(BLOCK);
        Future<Integer> read = file.read(buffer, BLOCK);
        assertTrue(read.isDone());
        assertEquals(BLOCK, read.getNow());
        Content.assertAt(BLOCK, BLOCK, buffer);
        buffer.release();
        ByteBuf owned = await(file.read(0, 10));
        Content.assertAt(0, 10, owned);
        owned.release();
    }

    @Test
    void appendsGoToAnAlignedEnd() throws Exception {
        AsyncFile file = direct(0);
        List<Future<Integer>> appends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ByteBuf buffer = content((long) i * BLOCK, BLOCK);
            appends.add(file.append(buffer).addListener(done -> buffer.release()));
        }
        for (Future<Integer> append : appends) {
            assertEquals(BLOCK, await(append));
        }
        assertContent(path("a"), 10 * BLOCK);
    }

    @Test
    void theMemoryOfNothingNeedsNoAlignment() throws Exception {
        AsyncFile file = direct(BLOCK);
        ByteBuf none = fs().allocBuf(0);
        assertEquals(0, await(file.write(none, BLOCK)));
        assertEquals(0, await(file.append(none)));
        assertEquals(0, await(file.read(none, 0)));
        none.release();
        ByteBuf full = Unpooled.directBuffer(77).writeZero(77).skipBytes(77);
        assertEquals(0, await(file.write(full, 0)));
        full.release();
        assertEquals(BLOCK, await(file.size()));
    }
}
