/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EngineDirectoryTest {
    private final AtomicInteger closes = new AtomicInteger();
    private final FsCore fs = new LoopBackend(LoopBackend.SleepingQueue::new) {
        @Override
        public OpenDirectory openDirectory(Path path) {
            return new OpenDirectory() {
                @Override
                public OpenFile open(Path relative) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {
                    closes.incrementAndGet();
                }
            };
        }
    }.newFs();

    /** Who closes comes to where the loop for it is asked for, and the shutdown begins there. */
    @Test
    @Timeout(60)
    void aShutdownInTheMiddleOfACloseWaitsForIt() throws Exception {
        EventLoopGroup group = fs.newEventLoopGroup(1);
        AsyncDirectory directory =
                fs.openDirectory(group.next(), Path.of("directory")).get(30, SECONDS);
        FutureTask<Future<Void>> close = new FutureTask<>(directory::close);
        Thread closer = new Thread(close);
        synchronized (fs.loops()) {
            closer.start();
            while (closer.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            fs.shutdown();
        }
        Future<Void> closed = close.get(30, SECONDS);
        assertTrue(closed.await(30, SECONDS));
        assertNull(closed.cause());
        assertTrue(fs.shutdown().await(30, SECONDS));
        assertEquals(1, closes.get());
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(30, SECONDS));
    }
}
