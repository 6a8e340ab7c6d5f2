/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Threads;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop ends with direct reads to come, whose completions it has to wait for one by one. */
@Tag("concurrent")
class DirectDrainContract extends DirectFiles {
    private static final int READS = 100;

    /** Such a transport has somebody else wait for the completions, who must not take their news from the loop. */
    @Test
    void aTransportThatCannotWatchTheDoorbellDoesNotDelayTheEnd() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(1));
        EventLoopGroup group =
                owned(new MultiThreadIoEventLoopGroup(1, fs.ioHandlerFactory(NioIoHandler.newFactory())));
        Path path = file("a", READS * BLOCK);
        try (FileChannel written = FileChannel.open(path, WRITE)) {
            written.force(true); // else each read writes its block back first
        }
        AsyncFile file = await(fs.open(group.next(), path, READ, DirectIo.REQUIRED));
        long begin = System.nanoTime();
        List<Future<ByteBuf>> reads = onLoopOf(file, () -> {
            List<Future<ByteBuf>> started = new ArrayList<>();
            for (int i = 0; i < READS; i++) {
                started.add(file.read((long) i * BLOCK, BLOCK));
            }
            group.shutdownGracefully(0, 15, SECONDS);
            return started;
        });
        for (int i = 0; i < READS; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt((long) i * BLOCK, BLOCK, buffer);
            buffer.release();
        }
        assertTrue(group.awaitTermination(PATIENCE_SECONDS, SECONDS), () -> "the group did not end:" + Threads.dump());
        long millis = NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis < 20_000, "it took " + millis + " ms");
    }
}
