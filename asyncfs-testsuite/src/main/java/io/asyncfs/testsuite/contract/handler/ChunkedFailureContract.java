/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.FileClosedException;
import io.asyncfs.OpenMode;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.flow.FilePublisher;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.asyncfs.handler.ChunkedAsyncFileBuilder;
import io.asyncfs.testsuite.harness.SteppedSubscriber;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** Transfers that fail, end early or never start. */
class ChunkedFailureContract extends SteppedTransfer {
    @Test
    void failsWhenTheFileHasBecomeShorter() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(10 * CHUNK, CHUNK));
        answer(0);
        assertFalse(written.isDone());
        answer(1);
        assertInstanceOf(EOFException.class, written.cause());
        assertEquals(2, file.reads.size());
        assertNull(channel.readOutbound());
    }

    @Test
    void sendsWhatIsThereBeforeItFails() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, 3 * CHUNK));
        IOException broken = new IOException("broken");
        file.reads.get(1).promise.setFailure(broken);
        assertFalse(written.isDone());
        answer(0);
        assertSent(0, CHUNK);
        assertSame(broken, written.cause());
        assertEquals(2, file.reads.size());
    }

    @Test
    void aClosedChannelGivesUpWhatIsBeingRead() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, 3 * CHUNK));
        answer(1);
        channel.close();
        assertInstanceOf(ClosedChannelException.class, written.cause());
        assertTrue(file.reads.get(0).promise.isCancelled());
        assertEquals(0, allocator.pinnedDirectMemory());
    }

    @Test
    void aReadThatCannotBeCancelledIsReleasedWhenItEnds() throws Exception {
        channel.writeAndFlush(chunks(0, CHUNK));
        file.reads.get(0).promise.setUncancellable();
        ByteBuf data = file.reads.get(0).load(CHUNK);
        channel.close();
        file.reads.get(0).answer(data);
        assertEquals(0, allocator.pinnedDirectMemory());
    }

    @Test
    void aTransferThatNeverStartsClosesTheFileWithTheChannel() {
        ChunkedAsyncFile chunks = chunks(0, CHUNK);
        channel.close();
        assertEquals(1, file.closes);
        assertThrows(FileClosedException.class, () -> chunks.readChunk(channel.alloc()));
        assertFalse(chunks.isEndOfInput());
    }

    @Test
    void aWriteToAClosedChannelClosesTheFile() {
        channel.close();
        assertFalse(channel.writeAndFlush(chunks(0, CHUNK)).isSuccess());
        assertEquals(1, file.closes);
    }

    @Test
    void tellsWhenItCannotPreload() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, 3 * CHUNK);
        Future<Void> preloaded = chunks.preload();
        file.reads.get(1).promise.setFailure(new TooManyOpsException("full"));
        assertFalse(preloaded.isDone());
        file.reads.get(0).promise.setFailure(new TooManyOpsException("full"));
        assertInstanceOf(TooManyOpsException.class, preloaded.cause());
        chunks.close();
        chunks.close();
    }

    @Test
    void closingEndsThePreload() {
        Future<Void> preloaded = chunks(0, CHUNK).preload();
        channel.close();
        assertInstanceOf(FileClosedException.class, preloaded.cause());
    }

    @Test
    void wrongArgumentsAreRefusedAndTheFileStaysOpen() throws Exception {
        ChunkedAsyncFileBuilder builder = ChunkedAsyncFile.builder(file.proxy, channel);
        assertThrows(IllegalArgumentException.class, () -> new ChunkedAsyncFile(file.proxy, channel, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.range(0, -1));
        assertThrows(IllegalArgumentException.class, () -> builder.range(2, Long.MAX_VALUE - 1));
        assertThrows(IllegalArgumentException.class, () -> builder.chunkSize(0));
        assertThrows(IllegalArgumentException.class, () -> builder.readAhead(0));
        assertEquals(0, file.closes);
        file.proxy.close();
        AsyncFile waits = open(file("sync", 10), READ, OpenMode.SYNC);
        assertThrows(IllegalArgumentException.class, () -> new ChunkedAsyncFile(waits, channel));
        await(waits.close());
    }

    /** Nobody else would close the file. */
    @Test
    void aSubscriberIsToldAlsoOfAnError() throws Exception {
        SteppedSubscriber reader = new SteppedSubscriber();
        FilePublisher.of(file.proxy).range(0, CHUNK).subscribe(reader);
        reader.request(1);
        Error cause = new InternalError("of the test");
        file.reads.get(0).promise.setFailure(cause);
        assertSame(cause, reader.next());
    }
}
