/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.FileClosedException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Close: refuses what is new, finishes what was accepted, then gives the descriptor back. */
class CloseContract extends Contract {
    @Test
    @Tag("linux")
    void closeGivesTheDescriptorBack() throws Exception {
        Path path = file("a", 10);
        AsyncFile file = open(path);
        assertEquals(1, Descriptors.count(path));
        await(file.close());
        assertEquals(0, Descriptors.count(path), "when the future is done");
    }

    @Test
    @Tag("concurrent")
    void aThousandOperationsInFlightFinishFirst() throws Exception {
        AsyncFile file = open(file("a", 1_000_000), READ, WRITE);
        List<Future<Integer>> operations = new ArrayList<>();
        List<ByteBuf> buffers = new ArrayList<>();
        Future<Void> closed = onLoopOf(file, () -> {
            for (int i = 0; i < 500; i++) {
                ByteBuf buffer = Unpooled.directBuffer(1000, 1000);
                buffers.add(buffer);
                operations.add(file.read(buffer, i * 1000L));
                ByteBuf written = Content.buffer(i * 1000L, 1000);
                buffers.add(written);
                operations.add(file.write(written, i * 1000L));
            }
            return file.close();
        });
        await(closed);
        for (int i = 0; i < 1000; i++) {
            assertTrue(operations.get(i).isDone(), "close overtook operation " + i);
            assertEquals(1000, await(operations.get(i)));
            if (i % 2 == 0) {
                Content.assertAt(i / 2 * 1000L, 1000, buffers.get(i));
            }
            assertTrue(buffers.get(i).release(), "only the caller's reference is left");
        }
    }

    /** Nothing has to be closed then, as another view has the descriptor. */
    @Test
    @Tag("concurrent")
    void aCloseOfOneOfTwoViewsOvertakesNothing() throws Exception {
        AsyncFile file = open(file("a", 100));
        for (int i = 0; i < 20; i++) {
            AsyncFile view = file.view(file.executor());
            Promise<Boolean> order = file.executor().newPromise();
            Future<ByteBuf> read = onLoopOf(file, () -> {
                Future<ByteBuf> started = view.read(0, 10);
                view.close().addListener(closed -> order.setSuccess(started.isDone()));
                return started;
            });
            assertTrue(await(order), "the close was told before the read");
            assertTrue(await(read).release());
        }
    }

    @Test
    void aSecondCloseReturnsTheSameFuture() throws Exception {
        AsyncFile file = open(file("a", 10));
        Future<Void> first = file.close();
        assertSame(first, file.close());
        await(first);
        assertSame(first, file.close());
    }

    @Test
    void theFileIsNotOpenFromTheCallOn() throws Exception {
        AsyncFile file = open(file("a", 10));
        Future<Void> closed = file.close();
        assertFalse(file.isOpen());
        await(closed);
        assertFalse(file.isOpen());
    }

    @Test
    void everyOperationAfterCloseFails() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        file.close();
        ByteBuf buffer = Unpooled.buffer(10, 10).writerIndex(5);
        for (int round = 0; round < 2; round++) {
            for (Future<?> refused : List.of(
                    file.read(buffer, 0),
                    file.read(buffer),
                    file.read(0, 1),
                    file.readFully(buffer, 0),
                    file.write(buffer, 0),
                    file.write(buffer),
                    file.writeFully(buffer, 0),
                    file.append(buffer),
                    file.seek(0),
                    file.position(),
                    file.size(),
                    file.stat(),
                    file.truncate(0),
                    file.sync(),
                    file.dataSync(),
                    file.allocate(0, 1),
                    file.readSync(buffer, 0),
                    file.writeSync(buffer, 0))) {
                FileClosedException closed = failure(FileClosedException.class, refused);
                assertTrue(closed.getMessage().contains(file.path().toString()), closed.getMessage());
            }
            assertEquals(1, buffer.refCnt());
            assertEquals(5, buffer.readableBytes());
            assertEquals(0, buffer.readerIndex());
            assertThrows(IllegalStateException.class, () -> file.view(file.executor()));
            await(file.close());
        }
        assertContent(path("a"), 100);
    }

    @Test
    void anOperationAfterCloseFailsOnTheLoopToo() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        List<Future<?>> refused = onLoopOf(file, () -> {
            file.close();
            ByteBuf buffer = Unpooled.buffer(10, 10).writerIndex(5);
            return List.of(file.truncate(0), file.write(buffer, 0), file.append(buffer), file.sync(), file.size());
        });
        for (Future<?> operation : refused) {
            failure(FileClosedException.class, operation);
        }
        await(file.close());
        assertContent(path("a"), 100);
    }

    @Test
    @Tag("linux")
    void theLastViewClosesTheDescriptor() throws Exception {
        Path path = file("a", 100);
        AsyncFile file = open(path);
        AsyncFile view = file.view(file.executor());
        assertEquals(1, Descriptors.count(path), "a view shares the descriptor");
        await(file.close());
        assertEquals(1, Descriptors.count(path));
        failure(FileClosedException.class, file.read(Unpooled.buffer(1), 0));
        assertEquals(10, await(view.read(Unpooled.buffer(10, 10), 0)));
        await(view.close());
        assertEquals(0, Descriptors.count(path));
    }

    @Test
    void aFileIsClosedThroughItsDeadlineToo() throws Exception {
        AsyncFile file = open(file("a", 100));
        Future<Void> closed = file.withDeadline(Duration.ofSeconds(30)).close();
        assertSame(closed, file.close());
        await(closed);
    }

    @Test
    @Tag("concurrent")
    void thousandsOfRoundsLeaveNothing() throws Exception {
        Path path = file("a", 100);
        for (int round = 0; round < 50; round++) {
            List<Future<AsyncFile>> opens = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                opens.add(fs().open(loop(), path, READ));
            }
            List<Future<Void>> closes = new ArrayList<>();
            for (Future<AsyncFile> open : opens) {
                closes.add(await(open).close());
            }
            for (Future<Void> close : closes) {
                await(close);
            }
        }
        assertEquals(
                0,
                Descriptors.open().values().stream()
                        .filter(path.toRealPath().toString()::equals)
                        .count());
        assertEquals(0, fs().counters().get("inFlight"));
        assertEquals(0, fs().counters().get("pending"));
    }

    @Test
    @Tag("concurrent")
    void threadsThatCloseAtOnceGetTheSameFuture() throws Exception {
        AsyncFile file = open(file("a", 100));
        List<Future<Void>> closes = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> closes.add(file.close()));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(8, closes.size());
        for (Future<Void> close : closes) {
            assertSame(closes.get(0), close);
            await(close);
        }
    }

    @Test
    @Tag("fuse")
    void closeWaitsForAnOperationThatRunsAndForQueuedOnes() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            var fs = fs(settings -> settings.queueDepth(1));
            AsyncFile file = open(fs, slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> running = file.read(0, 10);
            Future<ByteBuf> queued = file.read(10, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            Future<Void> closed = file.close();
            onLoopOf(file, () -> null);
            assertFalse(closed.isDone());
            slow.release(SlowOp.READ);
            await(closed);
            assertTrue(running.isDone() && queued.isDone());
            assertTrue(await(running).release());
            assertTrue(await(queued).release());
        }
    }

    @Test
    @Tag("fuse")
    void aSlowCloseDoesNotHoldTheLoop() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            AsyncFile other = open(file("other", 100));
            slow.hold(SlowOp.FLUSH);
            Future<Void> closed = file.close();
            slow.awaitWaiting(SlowOp.FLUSH, 1);
            assertTrue(await(other.read(0, 10)).release(), "the loop goes on");
            assertFalse(closed.isDone());
            slow.release(SlowOp.FLUSH);
            await(closed);
        }
    }

    @Test
    @Tag("fuse")
    void aCloseThatTheSystemFailsIsReported() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.fail(SlowOp.FLUSH, 5);
            FileSystemException cause = failure(FileSystemException.class, file.close());
            assertTrue(cause.getMessage().contains("EIO"), cause.getMessage());
            assertEquals(0, Descriptors.count(slow.path("a")), "the descriptor is gone all the same");
            slow.fail(SlowOp.FLUSH, 0);
        }
    }
}
