/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bounds: queueDepth with the kernel, maxPendingOps in the queue, one more is refused, and a signal says when to go on. */
class BackpressureContract extends Contract {
    private static final int DEPTH = 4;
    private static final int PENDING = 8;
    private static final int ALL = DEPTH + PENDING;

    private AsyncFs bounded() {
        return fs(settings -> settings.queueDepth(DEPTH).maxPendingOps(PENDING));
    }

    @Test
    @Tag("filesystem")
    void anyNumberUpToTheBoundIsAccepted() throws Exception {
        AsyncFs fs = bounded();
        AsyncFile file = open(fs, file("a", 10_000));
        for (int n = 1; n <= ALL; n++) {
            int count = n;
            // Within one task of the loop nothing completes.
            List<Future<ByteBuf>> reads = onLoopOf(file, () -> {
                List<Future<ByteBuf>> started = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    started.add(file.read(i * 100L, 100));
                }
                return started;
            });
            for (int i = 0; i < n; i++) {
                ByteBuf buffer = await(reads.get(i));
                Content.assertAt(i * 100L, 100, buffer);
                buffer.release();
            }
        }
        assertEquals(0, fs.counters().get("refused"));
        assertTrue(
                fs.counters().get("inFlightMax") <= depthHere(DEPTH),
                fs.counters().snapshot().toString());
        assertTrue(
                fs.counters().get("pendingMax") <= ALL - depthHere(DEPTH),
                fs.counters().snapshot().toString());
    }

    @Test
    @Tag("concurrent")
    void oneMoreIsRefusedAndAFutureTellsWhenToGoOn() throws Exception {
        AsyncFs fs = bounded();
        AsyncFile file = open(fs, file("a", 10_000));
        assertTrue(file.isAcceptingOps());
        assertTrue(file.acceptingOps().isDone());
        ByteBuf refused = Unpooled.buffer(10, 10).writerIndex(3);
        List<Future<?>> started = onLoopOf(file, () -> {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < ALL; i++) {
                assertTrue(file.isAcceptingOps(), "before operation " + i);
                futures.add(file.read(0, 10));
            }
            assertFalse(file.isAcceptingOps());
            Future<Void> goOn = file.acceptingOps();
            assertFalse(goOn.isDone());
            futures.add(goOn);
            futures.add(file.read(refused, 0));
            return futures;
        });
        TooManyOpsException tooMany = failure(TooManyOpsException.class, started.get(ALL + 1));
        assertTrue(tooMany.getMessage().contains(String.valueOf(PENDING)), tooMany.getMessage());
        assertEquals(1, refused.refCnt());
        assertEquals(3, refused.writerIndex());
        await(started.get(ALL));
        assertTrue(file.isAcceptingOps());
        for (int i = 0; i < ALL; i++) {
            assertTrue(((ByteBuf) await(started.get(i))).release());
        }
        assertEquals(1, fs.counters().get("refused"));
        assertEquals(7, await(file.read(refused, 0)), "and it works again");
    }

    @Test
    void withoutAQueueTheDepthIsTheBound() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(2).maxPendingOps(0));
        AsyncFile file = open(fs, file("a", 100));
        List<Future<ByteBuf>> reads =
                onLoopOf(file, () -> List.of(file.read(0, 10), file.read(0, 10), file.read(0, 10)));
        failure(TooManyOpsException.class, reads.get(2));
        assertTrue(await(reads.get(0)).release());
        assertTrue(await(reads.get(1)).release());
        await(file.acceptingOps());
        assertTrue(await(file.read(0, 10)).release());
    }

    @Test
    @Tag("concurrent")
    @Tag("fuse")
    @Tag("disk")
    void noMoreThanTheDepthIsEverWithTheKernel() throws Exception {
        try (SlowDisk slow = SlowDisk.mount(path("slow"))) {
            Content.write(slow.path("a"), ALL * 4096);
            AsyncFs fs = bounded();
            AsyncFile file = open(fs, slow.path("a"));
            slow.dropCaches();
            slow.disk().hold(SlowOp.READ);
            List<Future<ByteBuf>> reads = new ArrayList<>();
            for (int i = 0; i < ALL; i++) {
                reads.add(file.read(i * 4096, 10));
            }
            onLoopOf(file, () -> null);
            // At once, unless the kernel refuses what is submitted for a while; the loop takes in one after the other.
            eventually("the depth is used")
                    .until(() -> fs.counters().get("inFlight") == DEPTH
                            && fs.counters().get("pending") == PENDING);
            failure(TooManyOpsException.class, file.read(0, 10));
            assertFalse(file.isAcceptingOps());
            slow.disk().release(SlowOp.READ);
            for (int i = 0; i < ALL; i++) {
                ByteBuf buffer = await(reads.get(i));
                Content.assertAt(i * 4096, 10, buffer);
                buffer.release();
            }
            await(file.close());
        }
    }

    @Test
    void filesTakeFairTurns() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(1));
        AsyncFile greedy = open(fs, file("greedy", 10_000));
        AsyncFile modest = open(fs, file("modest", 10_000));
        AtomicInteger before = new AtomicInteger();
        AtomicInteger greedyDone = new AtomicInteger();
        List<Future<Integer>> all = onLoopOf(greedy, () -> {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(greedy.read(Unpooled.buffer(10, 10), i).addListener(r -> greedyDone.incrementAndGet()));
            }
            reads.add(modest.read(Unpooled.buffer(10, 10), 0).addListener(r -> before.set(greedyDone.get())));
            return reads;
        });
        for (Future<Integer> read : all) {
            assertEquals(10, await(read));
        }
        // Its turn comes after those of the other file that were under way, not after all that wait.
        assertTrue(before.get() <= 20, "reads of the greedy file before the one of the modest file: " + before);
    }

    @Test
    @Tag("concurrent")
    void floodsFromManyThreadsAreEitherDoneOrRefused() throws Exception {
        AsyncFs fs = bounded();
        AsyncFile file = open(fs, file("a", 10_000));
        AtomicInteger good = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        List<Future<Integer>> reads = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    reads.add(file.read(Unpooled.buffer(10, 10), i));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Future<Integer> read : reads) {
            if (done(read).isSuccess()) {
                assertEquals(10, read.getNow());
                good.incrementAndGet();
            } else {
                failure(TooManyOpsException.class, read);
                refused.incrementAndGet();
            }
        }
        assertEquals(4000, good.get() + refused.get());
        assertTrue(good.get() >= ALL, "done: " + good);
        assertEquals(refused.get(), fs.counters().get("refused"));
        await(file.acceptingOps());
        assertEquals(10, await(file.read(Unpooled.buffer(10, 10), 0)));
        assertEquals(0, fs.counters().get("inFlight"));
        assertEquals(0, fs.counters().get("pending"));
    }

    @Test
    @Tag("concurrent")
    void goingOnWhenTheFutureSaysSoNeverFails() throws Exception {
        AsyncFs fs = bounded();
        AsyncFile file = open(fs, file("a", 10_000));
        for (int i = 0; i < 2000; i++) {
            if (!file.isAcceptingOps()) {
                await(file.acceptingOps());
            }
            // One thread starts operations, so that what the future promised still holds.
            Future<Integer> read = file.read(Unpooled.buffer(10, 10), i);
            if (i % 100 == 99) {
                assertEquals(10, await(read));
            }
        }
        await(file.withDeadline(Duration.ofSeconds(30)).close());
        assertEquals(0, fs.counters().get("refused"));
    }
}
