/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The smallest depth and a large one: the same results, the same order, and a loop that sleeps while it has to wait. */
class DepthContract extends Contract {
    private static final int OPERATIONS = 4096;
    private static final int PIECE = 512;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, OPERATIONS})
    @Tag("concurrent")
    @Tag("filesystem")
    void everyDepthGivesTheSameResults(int depth) throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(depth));
        AsyncFile file =
                open(fs, path("a"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // All from one task of the loop: nothing ends before the last of them has started.
        List<Future<Integer>> writes = onLoopOf(file, () -> {
            List<Future<Integer>> started = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                ByteBuf buffer = Content.buffer((long) i * PIECE, PIECE);
                started.add(file.write(buffer, (long) i * PIECE).addListener(done -> buffer.release()));
            }
            return started;
        });
        Future<Void> sync = file.sync();
        for (Future<Integer> write : writes) {
            assertEquals(PIECE, await(write));
        }
        await(sync);
        new DepthTrial(file, PIECE).readAll(OPERATIONS);
        DepthTrial.assertUsed(fs, depthHere(depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, OPERATIONS})
    @Tag("concurrent")
    void everyDepthKeepsTheOrderOfAppendsAndSyncs(int depth) throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(depth));
        AsyncFile file = open(fs, path("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        new DepthTrial(file, PIECE).appendAll(OPERATIONS / 4, offset -> Content.buffer(offset, PIECE));
        assertContent(path("a"), OPERATIONS / 4 * PIECE);
    }

    /** As many readers as there are places, each of whom reads on as soon as it is told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    @Tag("concurrent")
    void whoeverReadsOnAtOnceHasRoom(int depth) throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(depth));
        AsyncFile file = open(fs, file("a", OPERATIONS * PIECE));
        List<Future<Void>> chains = onLoopOf(file, () -> {
            List<Future<Void>> started = new ArrayList<>();
            for (int i = 0; i < depth; i++) {
                started.add(new ReadChain(file, i, depth).start());
            }
            return started;
        });
        for (Future<Void> chain : chains) {
            await(chain);
        }
        ByteBuf large = await(file.read(0, OPERATIONS * PIECE)); // in pieces of 1 MiB
        Content.assertAt(0, OPERATIONS * PIECE, large);
        large.release();
    }

    /** Reads every {@code step}th piece of the file, one after the other. */
    private static final class ReadChain implements FutureListener<ByteBuf> {
        private final AsyncFile file;
        private final int step;
        private final Promise<Void> end;
        private int next;

        ReadChain(AsyncFile file, int first, int step) {
            this.file = file;
            this.step = step;
            next = first;
            end = file.executor().newPromise();
        }

        Future<Void> start() {
            file.read((long) next * PIECE, PIECE).addListener(this);
            return end;
        }

        @Override
        public void operationComplete(Future<ByteBuf> read) {
            if (!read.isSuccess()) {
                end.setFailure(read.cause());
                return;
            }
            try {
                Content.assertAt((long) next * PIECE, PIECE, read.getNow());
            } finally {
                read.getNow().release();
            }
            next += step;
            if (next < OPERATIONS) {
                start();
            } else {
                end.setSuccess(null);
            }
        }
    }

    /** Many more wait than may be with the kernel, and nothing can go on: the loop has nothing to do, and does nothing. */
    @Test
    @Tag("fuse")
    @Tag("disk")
    void aLoopThatHasToWaitSleeps() throws Exception {
        try (SlowDisk slow = SlowDisk.mount(path("slow"))) {
            Files.write(slow.path("a"), Content.bytes(0, 1000 * PIECE));
            AsyncFs fs = fs(settings -> settings.queueDepth(2));
            AsyncFile file = open(fs, slow.path("a"));
            slow.dropCaches();
            slow.disk().hold(SlowOp.READ);
            ByteBuf[] buffers = new ByteBuf[1000];
            Arrays.setAll(buffers, i -> Unpooled.directBuffer(PIECE, PIECE));
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < buffers.length; i++) {
                reads.add(file.read(buffers[i], (long) i * PIECE));
            }
            eventually("two are with the kernel").until(() -> fs.counters().get("inFlight") == 2);
            eventually("the others wait").until(() -> fs.counters().get("pending") == buffers.length - 2);
            long loopThread = onLoopOf(file, () -> Thread.currentThread().getId());
            long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread);
            assertFalse(reads.get(0).await(500, MILLISECONDS), "the disk is held");
            long worked = ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread) - before;
            assertTrue(worked < TimeUnit.MILLISECONDS.toNanos(50), "the loop worked for " + worked + " ns");
            slow.disk().release(SlowOp.READ);
            for (int i = 0; i < buffers.length; i++) {
                assertEquals(PIECE, await(reads.get(i)));
                Content.assertAt((long) i * PIECE, PIECE, buffers[i]);
                buffers[i].release();
            }
            await(file.close());
        }
    }
}
