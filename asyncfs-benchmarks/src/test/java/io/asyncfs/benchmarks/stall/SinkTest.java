/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.asyncfs.benchmarks.work.Stamp;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader notices of what it gets, in pieces of any size. */
class SinkTest {
    private static final int BLOCK = 8192;

    private static byte[] block(long position) {
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        Stamp.fill(bytes, 0, position);
        return bytes.array();
    }

    private static void send(Sink sink, byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel(sink);
        for (int at = 0; at < bytes.length && channel.isOpen(); at += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(piece, bytes.length - at)));
        }
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 8192", "true, 1", "true, 7", "true, 8", "true, 1000", "true, 16384"})
    void wholeBlocksAreCounted(boolean checksAll, int piece) {
        Sink sink = new Sink(BLOCK, checksAll);
        sink.expect(5 * BLOCK);
        sink.expect(2 * BLOCK);
        sink.expect(0);
        ByteBuffer bytes = ByteBuffer.allocate(3 * BLOCK - 1);
        bytes.put(block(5 * BLOCK)).put(block(2 * BLOCK)).put(block(0), 0, BLOCK - 1);
        send(sink, bytes.array(), piece);
        assertNull(sink.failure());
        assertEquals(2, sink.blocks());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherBlockIsWrong(boolean checksAll) {
        Sink sink = new Sink(BLOCK, checksAll);
        sink.expect(BLOCK);
        send(sink, block(2 * BLOCK), 100);
        assertNotNull(sink.failure());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 1000, 8192})
    void aWrongByteIsSeenByWhoLooksAtAll(int piece) {
        byte[] bytes = block(BLOCK);
        bytes[BLOCK - 3]++;
        Sink sink = new Sink(BLOCK, true);
        sink.expect(BLOCK);
        send(sink, bytes, piece);
        assertNotNull(sink.failure());
    }
}
