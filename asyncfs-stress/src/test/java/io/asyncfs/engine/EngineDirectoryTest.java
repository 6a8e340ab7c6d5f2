/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EngineDirectoryTest {
    private final AtomicInteger closes = new AtomicInteger();
    private final FsCore fs = new LoopBackend(this::newQueue) {
        @Override
        public OpenDirectory openDirectory(Path path) {
            return new OpenDirectory() {
                @Override
                public OpenFile open(Path relative) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {
                    hold.run();
                    closes.incrementAndGet();
                }
            };
        }
    }.newFs();

    private volatile Runnable hold = () -> {};
    private volatile boolean isOutOfQueues;

    private LoopBackend.SleepingQueue newQueue() {
        if (isOutOfQueues) {
            throw new IllegalStateException("out of descriptors");
        }
        return new LoopBackend.SleepingQueue();
    }

    /** Neither the close nor the end of all needs a loop that was not made before, and perhaps cannot be made. */
    @Test
    @Timeout(60)
    void itClosesWithoutAnotherLoop() throws Exception {
        EventLoopGroup group = fs.newEventLoopGroup(1);
        AsyncDirectory closed = open(group);
        open(group);
        isOutOfQueues = true;
        closed.close().get(30, SECONDS);
        assertEquals(1, closes.get());
        assertTrue(fs.shutdown().await(30, SECONDS));
        assertEquals(2, closes.get());
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(30, SECONDS));
    }

    private AsyncDirectory open(EventLoopGroup group) throws Exception {
        return fs.openDirectory(group.next(), Path.of("directory")).get(30, SECONDS);
    }

    @Test
    @Timeout(60)
    void aShutdownWaitsForAClose() throws Exception {
        EventLoopGroup group = fs.newEventLoopGroup(1);
        AsyncDirectory directory = open(group);
        CompletableFuture<Void> mayClose = new CompletableFuture<>();
        hold = mayClose::join;
        Future<Void> closed = directory.close();
        CompletableFuture<Integer> closesBefore = new CompletableFuture<>();
        fs.shutdown().addListener(done -> closesBefore.complete(closes.get()));
        mayClose.complete(null);
        assertEquals(1, closesBefore.get(30, SECONDS));
        assertTrue(closed.isSuccess());
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(30, SECONDS));
    }
}
