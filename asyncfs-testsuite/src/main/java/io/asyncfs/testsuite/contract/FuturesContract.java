/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.VirtualThreads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results as stages of the JDK, and threads that wait for them. */
class FuturesContract extends Contract {
    private static <V> CompletableFuture<V> stage(Future<V> future) {
        return Futures.stage(future).toCompletableFuture();
    }

    /** Something nobody ever answers, as from a mount that hangs. */
    private Promise<ByteBuf> hanging() throws Exception {
        return open(file("hanging", 1)).executor().newPromise();
    }

    /** Returns a promise whose stage has ended before it. */
    private static <V> Promise<V> givenUp(AsyncFile file) {
        Promise<V> late = file.executor().newPromise();
        stage(late).completeExceptionally(new IOException("given up"));
        return late;
    }

    @Test
    void aStageEndsAsTheFutureDoes() throws Exception {
        AsyncFile file = open(file("a", 100));
        ByteBuf buffer = stage(file.read(0, 100)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Content.assertAt(0, 100, buffer);
        buffer.release();
        Promise<ByteBuf> later = hanging();
        CompletableFuture<Boolean> there =
                stage(later).thenApply(result -> file.executor().inEventLoop());
        file.executor().execute(() -> later.setSuccess(Unpooled.EMPTY_BUFFER));
        assertTrue(there.get(PATIENCE_SECONDS, TimeUnit.SECONDS), "on the executor of the file");
        Future<AsyncFile> missing = fs().open(loop(), path("missing"));
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> stage(missing).thenAccept(opened -> {}).join());
        assertInstanceOf(NoSuchFileException.class, failure.getCause());
        assertSame(await(file.size()), stage(done(file.size())).join(), "of a future that is done");
    }

    @Test
    void cancellingAStageCancelsTheOperation() throws Exception {
        Promise<ByteBuf> hanging = hanging();
        CompletableFuture<ByteBuf> stage = stage(hanging);
        assertTrue(stage.cancel(false));
        assertTrue(hanging.isCancelled());
        assertThrows(CancellationException.class, stage::join);
        Promise<ByteBuf> going = hanging();
        going.setUncancellable();
        CompletableFuture<ByteBuf> other = stage(going);
        assertFalse(other.cancel(false), "the operation goes on");
        assertFalse(other.isDone());
        going.setSuccess(Unpooled.EMPTY_BUFFER);
        assertSame(Unpooled.EMPTY_BUFFER, other.join());
    }

    @Test
    void aBufferNobodyWaitsForIsReleased() throws Exception {
        Promise<ByteBuf> late = givenUp(open(file("a", 1)));
        ByteBuf buffer = Content.buffer(0, 10);
        late.setSuccess(buffer);
        eventually("released").until(() -> buffer.refCnt() == 0);
    }

    @Test
    void aFileNobodyWaitsForIsClosed() throws Exception {
        AsyncFile file = open(file("a", 10));
        Promise<AsyncFile> open = givenUp(file);
        open.setSuccess(file);
        eventually("it is closed").until(() -> !file.isOpen());
        await(file.close());
    }

    @Test
    void aChannelNobodyWaitsForIsClosed() throws Exception {
        AsyncFile file = open(file("a", 10));
        Promise<FileChannel> open = givenUp(file);
        FileChannel channel = await(file.openChannel());
        open.setSuccess(channel);
        eventually("it is closed").until(() -> !channel.isOpen());
    }

    @Test
    void waitingGivesTheResultOrThrowsTheCause() throws Exception {
        AsyncFile file = Futures.await(fs().open(loop(), file("a", 100)));
        ByteBuf buffer = Futures.await(file.read(0, 100));
        Content.assertAt(0, 100, buffer);
        buffer.release();
        Future<AsyncFile> missing = fs().open(loop(), path("missing"));
        assertThrows(NoSuchFileException.class, () -> Futures.await(missing));
        Promise<ByteBuf> cancelled = hanging();
        cancelled.cancel(false);
        assertThrows(CancellationException.class, () -> Futures.await(cancelled));
    }

    @Test
    void waitingOnAnEventLoopIsRefused() throws Exception {
        AsyncFile file = open(file("a", 100));
        EventExecutor nio = owned(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .next();
        Promise<ByteBuf> hanging = hanging();
        CompletableFuture<ByteBuf> stage = stage(hanging);
        for (EventExecutor loop : List.of(file.executor(), nio)) {
            await(loop.submit(() -> {
                assertThrows(BlockingOperationException.class, () -> Futures.await(hanging));
                assertThrows(BlockingOperationException.class, stage::join);
                assertThrows(BlockingOperationException.class, stage::get);
                assertThrows(BlockingOperationException.class, () -> stage.get(1, TimeUnit.SECONDS));
                assertThrows(BlockingOperationException.class, () -> stage.thenApply(ByteBuf::capacity)
                        .join());
            }));
        }
        hanging.setSuccess(Unpooled.EMPTY_BUFFER);
        await(file.executor().submit(() -> {
            assertSame(Unpooled.EMPTY_BUFFER, Futures.await(hanging), "there is nothing to wait for");
            return null;
        }));
    }

    /** A loop on a thread that does not tell that it is one. */
    @Test
    void waitingOnALoopOfAPlainThreadIsRefused() throws Exception {
        assumeTrue(loop() != null, "this run has no loops");
        EventExecutor loop = owned(new MultiThreadIoEventLoopGroup(
                        1,
                        (Runnable task) -> new Thread(task).start(),
                        backend().handlers(fs())))
                .next();
        Promise<ByteBuf> hanging = hanging();
        await(loop.submit(() -> assertThrows(BlockingOperationException.class, () -> Futures.await(hanging))));
    }

    @Test
    void anInterruptEndsTheWaitAndStopsTheOperation() throws Exception {
        Promise<ByteBuf> hanging = hanging();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> Futures.await(hanging));
        assertTrue(Thread.interrupted());
        assertTrue(hanging.isCancelled());
    }

    @Test
    @Tag("concurrent")
    void moreVirtualThreadsWaitThanThereAreCarriers() throws Exception {
        ThreadFactory virtual = VirtualThreads.factory();
        AsyncFile file = open(file("a", 100_000));
        Promise<ByteBuf> last = hanging();
        Queue<Object> ends = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            long position = i * 100L;
            Runnable task = () -> {
                try {
                    ByteBuf buffer = Futures.await(file.read(position, 100));
                    Content.assertAt(position, 100, buffer);
                    buffer.release();
                    ends.add(Futures.await(last));
                } catch (IOException | RuntimeException | AssertionError e) {
                    ends.add(e);
                }
            };
            threads.add(virtual.newThread(task));
            threads.get(i).start();
        }
        // None of them holds a carrier, or this one would never run.
        virtual.newThread(() -> last.setSuccess(Unpooled.EMPTY_BUFFER)).start();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
        assertEquals(500, ends.size());
        ends.forEach(end -> assertSame(Unpooled.EMPTY_BUFFER, end));
    }
}
