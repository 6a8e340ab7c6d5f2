/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileClosedException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.Threads;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shutdown of loops and of the library, in either order, idle and with operations under way. */
class ShutdownContract extends Contract {
    private EventLoopGroup newGroup(AsyncFs fs) {
        assumeTrue(loop(fs) != null, "this run has no loops");
        return owned(backend().newGroup(fs, 1));
    }

    private static void end(EventLoopGroup group) throws InterruptedException {
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(PATIENCE_SECONDS, SECONDS), () -> "the group did not end:" + Threads.dump());
    }

    @Test
    @Tag("concurrent")
    void aLoopThatShutsDownFinishesWhatItAccepted() throws Exception {
        EventLoopGroup group = newGroup(fs());
        AsyncFile file = await(fs().open(group.next(), file("a", 100_000)));
        List<Future<ByteBuf>> reads = onLoopOf(file, () -> {
            List<Future<ByteBuf>> started = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                started.add(file.read(i * 100L, 100));
            }
            group.shutdownGracefully(0, 15, SECONDS);
            return started;
        });
        for (int i = 0; i < 500; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(i * 100L, 100, buffer);
            buffer.release();
        }
        end(group);
    }

    @Test
    void operationsOnALoopThatHasEndedFail() throws Exception {
        EventLoopGroup group = newGroup(fs());
        Path path = file("a", 100);
        AsyncFile file = await(fs().open(group.next(), path));
        end(group);
        ByteBuf buffer = Unpooled.buffer(10, 10);
        failure(LoopTerminatedException.class, file.read(buffer, 0));
        failure(LoopTerminatedException.class, file.read(0, 10));
        failure(LoopTerminatedException.class, file.size());
        assertEquals(1, buffer.refCnt());
        failure(LoopTerminatedException.class, fs().open(file.executor(), path));
        done(file.close());
        assertEquals(
                0,
                Descriptors.open().values().stream()
                        .filter(path.toString()::equals)
                        .count());
    }

    @Test
    @Tag("fuse")
    void whatIsNotDoneByTheDrainDeadlineFailsAndItsBufferIsKept() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFs fs =
                    fs(settings -> settings.drainTimeout(Duration.ofMillis(200)).queueDepth(1));
            EventLoopGroup group = newGroup(fs);
            AsyncFile file = await(fs.open(group.next(), slow.path("a")));
            slow.hold(SlowOp.READ);
            ByteBuf inTheKernel = Unpooled.directBuffer(10, 10);
            ByteBuf inTheQueue = Unpooled.directBuffer(10, 10);
            Future<Integer> running = file.read(inTheKernel, 0);
            Future<Integer> queued = file.read(inTheQueue, 0);
            slow.awaitWaiting(SlowOp.READ, 1);
            group.shutdownGracefully(0, 15, SECONDS);
            LoopTerminatedException lost = failure(LoopTerminatedException.class, running);
            assertTrue(lost.getMessage().contains("read"), lost.getMessage());
            failure(LoopTerminatedException.class, queued);
            end(group);
            assertEquals(2, inTheKernel.refCnt(), "the kernel may still write to it");
            assertEquals(1, inTheQueue.refCnt(), "which the kernel has never seen");
            inTheQueue.release();
            inTheKernel.release();
            slow.release(SlowOp.READ);
            done(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void aLoopWaitsForWhatEndsBeforeTheDrainDeadline() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            EventLoopGroup group = newGroup(fs());
            AsyncFile file = await(fs().open(group.next(), slow.path("a")));
            slow.delay(SlowOp.READ, Duration.ofMillis(300));
            ByteBuf buffer = Unpooled.directBuffer(10, 10);
            Future<Integer> read = file.read(buffer, 0);
            group.shutdownGracefully(0, 15, SECONDS);
            assertEquals(10, await(read));
            assertTrue(buffer.release());
            end(group);
            done(file.close());
        }
    }

    @Test
    @Tag("concurrent")
    void theLibraryMayBeClosedBeforeItsGroups() throws Exception {
        AsyncFs fs = fs(settings -> {});
        EventLoopGroup group = newGroup(fs);
        Path path = file("a", 100);
        AsyncFile file = await(fs.open(group.next(), path));
        fs.close();
        assertFalse(file.isOpen());
        failure(FileClosedException.class, file.read(Unpooled.buffer(10, 10), 0));
        failure(FileClosedException.class, fs.open(group.next(), path));
        failure(FileClosedException.class, fs.stat(group.next(), path));
        assertEquals(
                0,
                Descriptors.open().values().stream()
                        .filter(path.toString()::equals)
                        .count());
        assertEquals(42, await(group.next().submit(() -> 42)), "the loop goes on");
        end(group);
    }

    @Test
    @Tag("concurrent")
    void theGroupsMayBeShutDownBeforeTheLibrary() throws Exception {
        Set<Thread> before = Threads.live();
        AsyncFs fs = fs(settings -> {});
        EventLoopGroup group = newGroup(fs);
        Path path = file("a", 100);
        await(fs.open(group.next(), path));
        await(await(fs.open(path)).read(0, 10)).release();
        end(group);
        fs.close();
        group(fs).shutdownGracefully(0, 15, SECONDS);
        eventually("every thread ends").until(() -> Threads.since(before), List::isEmpty);
        assertEquals(
                0,
                Descriptors.open().values().stream()
                        .filter(path.toString()::equals)
                        .count());
    }

    @Test
    @Tag("concurrent")
    void closeEndsTheThreadsOfTheLibrary() throws Exception {
        Set<Thread> before = Threads.live();
        AsyncFs fs = fs(settings -> {});
        AsyncFile file = await(fs.open(file("a", 100)));
        await(file.read(0, 10)).release();
        await(file.sync());
        fs.close();
        eventually("every thread ends").until(() -> Threads.since(before), List::isEmpty);
    }

    @Test
    void anInstanceThatWasNeverUsedCloses() {
        for (int i = 0; i < 100; i++) {
            fs(settings -> {}).close();
        }
    }

    /** Threads of the pool that find nothing to do stay for 10 s, those too that look for it when the shutdown begins. */
    @Test
    @Tag("concurrent")
    void anInstanceThatHasJustWorkedEndsAtOnce() throws Exception {
        Path path = file("a", 100);
        for (int i = 0; i < 50; i++) {
            AsyncFs fs = fs(settings -> {});
            await(fs.open(path));
            long begin = System.nanoTime();
            await(fs.shutdown());
            long millis = NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertTrue(millis < 5_000, "instance " + i + " took " + millis + " ms");
        }
    }

    @Test
    void aSecondShutdownReturnsTheSameFuture() throws Exception {
        AsyncFs fs = fs(settings -> {});
        await(fs.open(file("a", 10)));
        Future<Void> first = fs.shutdown();
        assertSame(first, fs.shutdown());
        await(first);
        assertSame(first, fs.shutdown());
        fs.close();
    }

    @Test
    void closeOnALoopDoesNotWait() throws Exception {
        AsyncFs fs = fs(settings -> {});
        AsyncFile file = open(fs, file("a", 10));
        onLoopOf(file, () -> {
            fs.close();
            return null;
        });
        await(fs.shutdown());
        assertFalse(file.isOpen());
    }

    @Test
    @Tag("concurrent")
    @Tag("fuse")
    void shutdownFinishesWhatWasAccepted() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFs fs = fs(settings -> settings.queueDepth(1));
            AsyncFile file = open(fs, slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> running = file.read(0, 10);
            Future<ByteBuf> queued = file.read(10, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            Future<Void> shutdown = fs.shutdown();
            failure(FileClosedException.class, file.read(0, 10));
            assertFalse(shutdown.isDone());
            slow.release(SlowOp.READ);
            assertTrue(await(running).release());
            assertTrue(await(queued).release());
            await(shutdown);
            assertEquals(0, Descriptors.count(slow.path("a")));
        }
    }

    @Test
    @Tag("concurrent")
    void manyInstancesComeAndGo() throws Exception {
        Path path = file("a", 1000);
        for (int i = 0; i < 30; i++) {
            AsyncFs fs = fs(settings -> {});
            AsyncFile file = open(fs, path);
            Future<ByteBuf> read = file.read(0, 1000);
            Future<Void> shutdown = fs.shutdown();
            ByteBuf buffer = await(read);
            Content.assertAt(0, 1000, buffer);
            buffer.release();
            await(shutdown);
            if (loop(fs) != null) {
                end(group(fs));
            }
        }
    }

    /** They are everybody's: who gives up waiting must not have others believe that it is done. */
    @Test
    void whoWaitsForACloseCannotCallItOff() throws Exception {
        AsyncFs fs = fs(settings -> {});
        AsyncFile file = open(fs, file("a", 10));
        AsyncDirectory directory = await(fs.openDirectory(null, dir()));
        Future<Void> closed = onLoopOf(file, () -> {
            Future<Void> close = file.close();
            assertFalse(close.cancel(false));
            return close;
        });
        assertFalse(directory.close().cancel(false));
        assertFalse(fs.shutdown().cancel(false));
        await(closed);
        await(directory.close());
        await(fs.shutdown());
    }
}
