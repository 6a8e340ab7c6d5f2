/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Positional writes. */
@Tag("filesystem")
class WriteContract extends Contract {
    @Test
    void aWriteSendsTheReadableBytesToThePosition() throws Exception {
        AsyncFile file = create("a");
        ByteBuf buffer = Content.buffer(0, 5000);
        assertEquals(5000, await(file.write(buffer, 0)));
        assertEquals(5000, buffer.readerIndex());
        assertContent(path("a"), 5000);
    }

    @Test
    void aWriteInTheMiddleLeavesTheRest() throws Exception {
        AsyncFile file = open(file("a", 1000), WRITE);
        assertEquals(10, await(file.write(Unpooled.wrappedBuffer(new byte[10]), 500)));
        byte[] expected = Content.bytes(0, 1000);
        java.util.Arrays.fill(expected, 500, 510, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(path("a")));
    }

    @Test
    void aWriteBehindTheEndLeavesAHoleOfZeros() throws Exception {
        AsyncFile file = create("a");
        assertEquals(3, await(file.write(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), 10_000)));
        byte[] expected = new byte[10_003];
        expected[10_000] = 1;
        expected[10_001] = 2;
        expected[10_002] = 3;
        assertArrayEquals(expected, Files.readAllBytes(path("a")));
    }

    @Test
    void aWriteOfNothingGivesZeroAndChangesNothing() throws Exception {
        AsyncFile file = create("a");
        assertEquals(0, await(file.write(Unpooled.EMPTY_BUFFER, 500)));
        assertEquals(0, await(file.writeFully(Unpooled.buffer(8), 500)));
        assertEquals(0, await(file.append(Unpooled.EMPTY_BUFFER)));
        assertEquals(0, await(file.size()));
    }

    @Test
    void writeFullyWritesEverything() throws Exception {
        AsyncFile file = create("a");
        assertEquals(3 << 20, await(file.writeFully(Content.buffer(0, 3 << 20), 0)));
        assertContent(path("a"), 3 << 20);
    }

    @Test
    void wrongArgumentsAreRefusedByTheCall() {
        AsyncFile file = create("a");
        ByteBuf buffer = Content.buffer(0, 1);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> file.write(buffer, -7));
        assertTrue(refusal.getMessage().contains("-7"), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> file.writeFully(buffer, -1));
        assertThrows(NullPointerException.class, () -> file.write(null, 0));
        assertEquals(1, buffer.refCnt());
        assertEquals(1, buffer.readableBytes());
    }

    @Test
    void aThousandWritesAtOnceLandWhereTheyBelong() throws Exception {
        AsyncFile file = create("a");
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            blocks.add(i);
        }
        Collections.shuffle(blocks, new Random(backend().seed()));
        List<Future<Integer>> writes = new ArrayList<>();
        for (int block : blocks) {
            writes.add(file.write(Content.buffer(block * 777L, 777), block * 777L));
        }
        for (Future<Integer> write : writes) {
            assertEquals(777, await(write));
        }
        assertContent(path("a"), 777_000);
    }

    @Test
    @Tag("fuse")
    void aPartialWriteIsReportedAndWriteFullyGoesOn() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            slow.cutShort(SlowOp.WRITE, 1000);
            ByteBuf buffer = Content.buffer(0, 10_000);
            assertEquals(1000, await(file.write(buffer, 0)));
            assertEquals(1000, buffer.readerIndex());
            assertEquals(9000, await(file.writeFully(buffer, 1000)));
            assertEquals(0, buffer.readableBytes());
            await(file.close());
            assertContent(slow.path("a"), 10_000);
        }
    }

    @Test
    @Tag("fuse")
    void writeFullyThatFailsHalfWayMovesTheIndexByWhatWasWritten() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            slow.cutShort(SlowOp.WRITE, 1000).hold(SlowOp.WRITE);
            ByteBuf buffer = Content.buffer(0, 2000);
            Future<Integer> write = file.writeFully(buffer, 0);
            slow.awaitWaiting(SlowOp.WRITE, 1);
            slow.fail(SlowOp.WRITE, 28).release(SlowOp.WRITE);
            failure(java.nio.file.FileSystemException.class, write);
            assertEquals(0, buffer.readerIndex(), "the first transfer failed");
            await(file.close());
        }
    }
}
