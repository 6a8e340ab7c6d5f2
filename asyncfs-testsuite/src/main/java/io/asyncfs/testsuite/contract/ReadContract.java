/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Positional reads: what they return, at the end of the file and when the system gives less than was asked for. */
@Tag("filesystem")
class ReadContract extends Contract {
    @Test
    void aReadFillsTheBufferFromThePosition() throws Exception {
        AsyncFile file = open(file("a", 100_000));
        ByteBuf buffer = Unpooled.directBuffer(5000, 5000);
        assertEquals(5000, await(file.read(buffer, 12_345)));
        Content.assertAt(12_345, 5000, buffer);
        buffer.release();
    }

    @Test
    void aReadAcrossTheEndGivesWhatThereIs() throws Exception {
        AsyncFile file = open(file("a", 1000));
        ByteBuf buffer = Unpooled.buffer(500, 500);
        assertEquals(100, await(file.read(buffer, 900)));
        Content.assertAt(900, 100, buffer);
    }

    @Test
    void aReadAtOrBehindTheEndGivesMinusOne() throws Exception {
        AsyncFile file = open(file("a", 1000));
        ByteBuf buffer = Unpooled.buffer(16, 16);
        assertEquals(-1, await(file.read(buffer, 1000)));
        assertEquals(-1, await(file.read(buffer, 1001)));
        assertEquals(-1, await(file.read(buffer, 1L << 40)));
        assertEquals(-1, await(open(file("empty", 0)).read(buffer, 0)));
        assertEquals(0, buffer.writerIndex());
    }

    @Test
    void aReadIntoAFullBufferGivesZero() throws Exception {
        AsyncFile file = open(file("a", 1000));
        assertEquals(0, await(file.read(Unpooled.buffer(0, 0), 0)));
        assertEquals(0, await(file.read(Unpooled.EMPTY_BUFFER, 1000)), "also at end of file");
        assertEquals(0, await(file.readFully(Unpooled.EMPTY_BUFFER, 5000)));
    }

    @Test
    void aReadThatOwnsItsBufferGivesItToTheReceiver() throws Exception {
        AsyncFile file = open(file("a", 10_000));
        ByteBuf buffer = await(file.read(100, 4096));
        Content.assertAt(100, 4096, buffer);
        assertTrue(buffer.isDirect());
        assertEquals(1, buffer.refCnt());
        assertTrue(buffer.release());
    }

    @Test
    void aReadThatOwnsItsBufferGivesAnEmptyOneAtTheEnd() throws Exception {
        AsyncFile file = open(file("a", 1000));
        for (Future<ByteBuf> read : List.of(file.read(1000, 64), file.read(5000, 64), file.read(0, 0))) {
            ByteBuf buffer = await(read);
            assertEquals(0, buffer.readableBytes());
            buffer.release();
        }
        ByteBuf tail = await(file.read(990, 64));
        Content.assertAt(990, 10, tail);
        tail.release();
    }

    @Test
    void readFullyFillsTheBuffer() throws Exception {
        AsyncFile file = open(file("a", 1 << 20));
        ByteBuf buffer = Unpooled.directBuffer(1 << 20, 1 << 20);
        assertEquals(1 << 20, await(file.readFully(buffer, 0)));
        Content.assertAt(0, 1 << 20, buffer);
        buffer.release();
    }

    @Test
    void readFullyFailsAtTheEndAndTellsWhatWasRead() throws Exception {
        AsyncFile file = open(file("a", 1000));
        ByteBuf buffer = Unpooled.buffer(500, 500);
        EOFException end = failure(EOFException.class, file.readFully(buffer, 900));
        assertTrue(end.getMessage().contains("100"), end.getMessage());
        assertTrue(end.getMessage().contains("a"), end.getMessage());
        Content.assertAt(900, 100, buffer);
    }

    @Test
    void wrongArgumentsAreRefusedByTheCall() throws Exception {
        AsyncFile file = open(file("a", 10));
        ByteBuf buffer = Unpooled.buffer(1, 1);
        for (IllegalArgumentException refusal : List.of(
                assertThrows(IllegalArgumentException.class, () -> file.read(buffer, -1)),
                assertThrows(IllegalArgumentException.class, () -> file.readFully(buffer, Long.MIN_VALUE)),
                assertThrows(IllegalArgumentException.class, () -> file.read(-1, 1)),
                assertThrows(IllegalArgumentException.class, () -> file.read(0, -1)))) {
            assertTrue(refusal.getMessage().matches(".*-\\d+.*"), "tells what was given: " + refusal.getMessage());
        }
        assertThrows(NullPointerException.class, () -> file.read(null, 0));
        assertEquals(1, buffer.refCnt());
    }

    @Test
    void aThousandReadsAtOnceDoNotMixTheirResults() throws Exception {
        AsyncFile file = open(file("a", 1 << 20));
        Random random = new Random(backend().seed());
        List<Future<ByteBuf>> reads = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            long position = random.nextInt((1 << 20) - 5000);
            positions.add(position);
            reads.add(file.read(position, 1 + i * 5));
        }
        for (int i = 0; i < 1000; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(positions.get(i), 1 + i * 5, buffer);
            buffer.release();
        }
    }

    @Test
    @Tag("fuse")
    void aPartialReadIsReportedAndReadFullyGoesOn() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 10_000);
            AsyncFile file = open(slow.path("a"));
            slow.cutShort(SlowOp.READ, 1000);
            ByteBuf buffer = Unpooled.buffer(10_000, 10_000);
            assertEquals(1000, await(file.read(buffer, 0)));
            Content.assertAt(0, 1000, buffer);
            assertEquals(9000, await(file.readFully(buffer, 1000)));
            Content.assertAt(0, 10_000, buffer);
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void readsFinishInTheOrderOfTheSystemNotOfTheCalls() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile held = open(slow.path("a"));
            AsyncFile quick = open(file("quick", 100));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> first = held.read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            assertTrue(await(quick.read(0, 10)).release());
            assertFalse(first.isDone());
            slow.release(SlowOp.READ);
            assertTrue(await(first).release());
            await(held.close());
        }
    }
}
