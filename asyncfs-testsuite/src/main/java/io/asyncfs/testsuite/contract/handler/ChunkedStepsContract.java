/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.FileClosedException;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each step of a transfer, one at a time. */
class ChunkedStepsContract extends SteppedTransfer {
    @Test
    void answersNullWhileItReadsAndResumesTheTransfer() throws Exception {
        ChunkedAsyncFile chunks = chunks(500, 2 * CHUNK);
        ChannelFuture written = channel.writeAndFlush(chunks);
        assertNull(channel.readOutbound());
        assertFalse(chunks.isEndOfInput());
        answer(0);
        assertSent(500, CHUNK);
        assertNull(channel.readOutbound());
        assertEquals(CHUNK, chunks.progress());
        assertFalse(written.isDone());
        answer(1);
        assertSent(500 + CHUNK, CHUNK);
        assertTrue(written.isSuccess());
        assertEquals(2, file.reads.size());
        assertEquals(2 * CHUNK, chunks.length());
        chunks.closeFuture().sync();
    }

    @Test
    void failsTheTransferThatWaitsWhenItIsClosed() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, 3 * CHUNK);
        ChannelFuture written = channel.writeAndFlush(chunks);
        ChannelFuture next = channel.writeAndFlush("next");
        chunks.close();
        channel.runPendingTasks();
        assertInstanceOf(FileClosedException.class, written.cause());
        channel.flush();
        assertTrue(next.isSuccess());
        assertEquals("next", channel.readOutbound());
    }

    @Test
    void keepsTheOrderOfReadsThatOvertakeEachOther() throws Exception {
        channel.writeAndFlush(chunks(0, 2 * CHUNK));
        answer(1);
        assertNull(channel.readOutbound());
        answer(0);
        assertSent(0, CHUNK);
        assertSent(CHUNK, CHUNK);
    }

    @Test
    void readsAheadAsManyChunksAsItMay() throws Exception {
        channel.writeAndFlush(ChunkedAsyncFile.builder(file.proxy, channel)
                .range(0, 10 * CHUNK)
                .chunkSize(CHUNK)
                .readAhead(3)
                .build());
        assertEquals(3, file.reads.size());
        answer(1);
        answer(2);
        assertEquals(3, file.reads.size());
        answer(0);
        assertEquals(6, file.reads.size());
        channel.close();
    }

    @Test
    void readsNothingAheadWhileTheChannelIsNotWritable() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, 10 * CHUNK));
        assertEquals(2, file.reads.size());
        writable(false);
        answer(0);
        answer(1);
        channel.flush();
        assertEquals(2, file.reads.size());
        assertNull(channel.readOutbound());
        writable(true);
        assertSent(0, CHUNK);
        assertSent(CHUNK, CHUNK);
        assertEquals(4, file.reads.size());
        writable(false);
        channel.close();
        assertInstanceOf(ClosedChannelException.class, written.cause());
    }

    @Test
    void closesTheFileWhenAllIsReadThoughTheClientTakesNothing() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, 2 * CHUNK));
        writable(false);
        answer(0);
        assertEquals(0, file.closes);
        answer(1);
        assertEquals(1, file.closes);
        writable(true);
        assertSent(0, CHUNK);
        assertSent(CHUNK, CHUNK);
        assertTrue(written.isSuccess());
    }

    @Test
    void preloadsOneChunkOnlyWhileTheChannelIsNotWritable() {
        writable(false);
        chunks(0, 10 * CHUNK).preload();
        assertEquals(1, file.reads.size());
        channel.close();
    }

    @Test
    void sendsAWholeFileOfUnknownSize() throws Exception {
        ChunkedAsyncFile chunks = new ChunkedAsyncFile(file.proxy, channel);
        assertEquals(-1, chunks.length());
        ChannelFuture written = channel.writeAndFlush(chunks);
        assertEquals(CONTENT.length, chunks.length());
        answer(0);
        assertSent(0, CONTENT.length);
        assertTrue(written.isSuccess());
    }

    @Test
    void sendsAnEmptyRange() {
        ChannelFuture written = channel.writeAndFlush(chunks(CONTENT.length, 0));
        assertTrue(written.isSuccess());
        assertEquals(0, file.reads.size());
        assertSent(0, 0);
    }

    @Test
    void goesOnWhenTheSystemReadsLess() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, CHUNK));
        file.reads.get(0).answer(300);
        file.reads.get(1).answer(1);
        assertNull(channel.readOutbound());
        answer(2);
        assertSent(0, CHUNK);
        assertTrue(written.isSuccess());
        assertEquals(3, file.reads.size());
    }

    @Test
    void aRefusedReadIsBegunAgain() throws Exception {
        ChannelFuture written = channel.writeAndFlush(chunks(0, CHUNK));
        file.reads.get(0).promise.setFailure(new TooManyOpsException("full"));
        assertEquals(1, file.reads.size());
        file.accepting.setSuccess(null);
        answer(1);
        assertSent(0, CHUNK);
        assertTrue(written.isSuccess());
    }

    @Test
    void withoutAHandlerWhoeverReadsComesAgain() throws Exception {
        channel.pipeline().remove(ChunkedWriteHandler.class);
        ChunkedAsyncFile chunks = chunks(0, CHUNK);
        assertNull(chunks.readChunk(channel.alloc()));
        answer(0);
        assertPart(CONTENT, 0, CHUNK, chunks.readChunk(channel.alloc()));
        assertTrue(chunks.isEndOfInput());
    }

    @Test
    void resumesTheHandlerItIsGiven() throws Exception {
        ChunkedWriteHandler inner = new ChunkedWriteHandler();
        channel.pipeline().addLast(inner);
        channel.writeAndFlush(ChunkedAsyncFile.builder(file.proxy, channel)
                .range(0, CHUNK)
                .handler(inner)
                .build());
        answer(0);
        assertSent(0, CHUNK);
    }

    @Test
    void preloadsTheFirstChunk() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, 3 * CHUNK);
        Future<Void> preloaded = chunks.preload();
        assertSame(preloaded, chunks.preload());
        assertEquals(2, file.reads.size());
        answer(0);
        assertTrue(preloaded.isSuccess());
        assertEquals(0, chunks.progress());
        channel.writeAndFlush(chunks);
        assertSent(0, CHUNK);
        channel.close();
    }

    @Test
    void mayBeWrittenBeforeTheFirstChunkIsThere() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, CHUNK);
        Future<Void> preloaded = chunks.preload();
        channel.writeAndFlush(chunks);
        answer(0);
        assertTrue(preloaded.isSuccess());
        assertSent(0, CHUNK);
    }

    @Test
    void mayBePreloadedWhileItIsSent() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, 2 * CHUNK);
        channel.writeAndFlush(chunks);
        answer(0);
        Future<Void> preloaded = chunks.preload();
        assertSent(0, CHUNK);
        answer(1);
        assertTrue(preloaded.isSuccess());
        assertSent(CHUNK, CHUNK);
    }

    /** The handler closes the input before it fails the promise, and the input resumes the transfer. */
    @Test
    void tellsWhySendingFailed() throws Exception {
        List<ChannelPromise> sent = new ArrayList<>();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                sent.add(promise);
            }
        });
        ChannelFuture written = channel.writeAndFlush(chunks(0, 2 * CHUNK));
        answer(0);
        IOException cause = new IOException("of the test");
        sent.get(0).setFailure(cause);
        channel.runPendingTasks();
        assertSame(cause, written.cause());
    }

    @Test
    void aChannelWhoseLoopHasEndedClosesTheFile() throws Exception {
        EventLoopGroup ended = owned(new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory()));
        LocalChannel dead = new LocalChannel();
        ended.register(dead).sync();
        dead.close().sync();
        ended.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        assertTrue(ended.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
        ChunkedAsyncFile chunks = new ChunkedAsyncFile(file.proxy, dead);
        await(chunks.closeFuture());
        assertThrows(FileClosedException.class, () -> chunks.readChunk(channel.alloc()));
    }

    @Test
    void partsOfAChunkLieSideBySide() throws Exception {
        ChunkedAsyncFile chunks = chunks(0, CHUNK);
        assertNull(chunks.readChunk(channel.alloc()));
        for (int part = 0; part < 4; part++) {
            file.reads.get(part).answer(CHUNK / 4);
        }
        CompositeByteBuf chunk = (CompositeByteBuf) chunks.readChunk(channel.alloc());
        assertEquals(4, chunk.numComponents());
        assertPart(CONTENT, 0, CHUNK, chunk);
    }
}
