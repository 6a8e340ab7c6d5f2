/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import io.asyncfs.testsuite.contract.nio.AsynchronousTransferContract.Told;
import io.asyncfs.testsuite.harness.Descriptors;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asynchronous channels that are used on event loops: the one that drives them, and others. */
class EventLoopContract extends ChannelContract {
    private static final int LENGTH = 100_000; // which no caller copies itself

    private Path path;

    @BeforeEach
    void make() throws IOException {
        path = file("file", LENGTH);
    }

    private AsynchronousFileChannel channel(EventExecutor handlersOrNull) throws IOException {
        return asynchronous(Whose.OURS, path, Set.of(READ, WRITE), handlersOrNull);
    }

    /** The loop of all files that were opened without one, our channels' among them. */
    private EventExecutor driver() {
        return await(engine().open(null, path)).executor();
    }

    private EventExecutor ofTheUser() {
        return group(engine()).next();
    }

    private EventExecutor onOrdinaryThreads() {
        return owned(new MultiThreadIoEventLoopGroup(
                        1, (ThreadFactory) Thread::new, backend().handlers(engine())))
                .next();
    }

    @Test
    void onTheLoopThatDrivesIt() throws Exception {
        use(driver());
    }

    @Test
    void onALoopOfTheLibrary() throws Exception {
        use(ofTheUser());
    }

    @Test
    void onALoopOfOrdinaryThreads() throws Exception {
        use(onOrdinaryThreads());
    }

    private void use(EventExecutor loop) throws Exception {
        AsynchronousFileChannel channel = channel(null);
        Told.Handler read = new Told.Handler();
        Told.Handler afterClose = new Told.Handler();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.submit(() -> {
                    thread.complete(Thread.currentThread());
                    assertEquals(LENGTH, channel.size());
                    channel.read(ByteBuffer.allocate(LENGTH), 0, "attached", read);
                    channel.force(true);
                    channel.force(false);
                    assertSame(channel, channel.truncate(LENGTH + 1));
                    FileLock lock = channel.tryLock(0, 10, false);
                    assertTrue(lock.isValid());
                    lock.release();
                    assertTrue(channel.tryLock(5, 10, true).isValid());
                    return null;
                })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Told told = read.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(LENGTH, told.result());
        assertEquals("attached", told.attachment());
        assertNotSame(thread.get(), told.thread(), "no handler of the default runs on a loop");
        loop.submit(() -> {
                    assertEquals(500, channel.truncate(500).size());
                    channel.close();
                    assertFalse(channel.isOpen());
                    assertThrows(ClosedChannelException.class, channel::size);
                    channel.read(ByteBuffer.allocate(10), 0, null, afterClose);
                    channel.close();
                    return null;
                })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(
                ClosedChannelException.class,
                afterClose.get(PATIENCE_SECONDS, TimeUnit.SECONDS).failure().getClass());
        assertEquals(500, Files.size(path));
    }

    @Test
    void theLoopThatDrivesItMustNotWaitForItself() throws Exception {
        try (AsynchronousFileChannel channel = channel(null)) {
            Future<Integer> read = driver().submit(() -> {
                        Future<Integer> result = channel.read(ByteBuffer.allocate(LENGTH), 0);
                        assertThrows(BlockingOperationException.class, result::get);
                        assertThrows(BlockingOperationException.class, () -> result.get(1, TimeUnit.DAYS));
                        assertThrows(BlockingOperationException.class, ((CompletableFuture<?>) result)::join);
                        Future<FileLock> lock = channel.lock(0, 10, false);
                        assertThrows(BlockingOperationException.class, lock::get);
                        return result;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals(LENGTH, read.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            Future<Integer> done = channel.read(ByteBuffer.allocate(0), 0);
            assertEquals(0, driver().submit(() -> done.get()).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
    }

    /** As on the JDK's channel. */
    @Test
    void anotherLoopMayWait() throws Exception {
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel channel = channel(null)) {
            for (EventExecutor loop : new EventExecutor[] {ofTheUser(), onOrdinaryThreads()}) {
                assertEquals(
                        LENGTH,
                        loop.submit(() -> channel.read(ByteBuffer.allocate(LENGTH), 0)
                                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                                .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                assertTrue(other.locks(0, 10, false));
                CompletableFuture<Void> waits = new CompletableFuture<>();
                Future<FileLock> lock = loop.submit(() -> {
                    Future<FileLock> waiting = channel.lock(0, 10, false);
                    waits.complete(null);
                    return waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                });
                waits.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                other.releases();
                lock.get(PATIENCE_SECONDS, TimeUnit.SECONDS).release();
            }
        }
    }

    @Test
    void handlersMayRunOnALoopAndGoOnThere() throws Exception {
        for (EventExecutor loop : new EventExecutor[] {driver(), ofTheUser()}) {
            AsynchronousFileChannel channel = channel(loop);
            Told.Handler second = new Told.Handler();
            Told.Handler first = new Told.Handler();
            first.thenAccept(told -> {
                try {
                    assertTrue(loop.inEventLoop());
                    assertEquals(LENGTH, channel.size());
                    channel.force(false);
                    channel.write(ByteBuffer.allocate(10), LENGTH, null, second);
                } catch (IOException e) {
                    second.failed(e, null);
                }
            });
            channel.read(ByteBuffer.allocate(LENGTH), 0, null, first);
            assertEquals(10, second.get(PATIENCE_SECONDS, TimeUnit.SECONDS).result());
            loop.submit(() -> {
                        channel.truncate(LENGTH);
                        channel.close();
                        return null;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void openingOneThereIsRefusedAndLeavesNoneOpen() throws Exception {
        EventExecutor[] loops = {driver(), ofTheUser(), onOrdinaryThreads()};
        long before = Descriptors.count(path);
        for (EventExecutor loop : loops) {
            loop.submit(() -> assertThrows(
                            BlockingOperationException.class,
                            () -> AsyncFsAsynchronousFileChannel.open(engine(), path, Set.of(READ), null)))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        await(await(engine().open(null, path)).close()); // behind whatever was begun
        assertEquals(before, Descriptors.count(path));
    }
}
