/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.spi.OwnThreads;
import io.netty.buffer.ByteBuf;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the system has no thread for the pool or for a loop, which is for a while. */
@Timeout(60)
class NoThreadsTest {
    private static final Logger LOGGER = Logger.getLogger("io.asyncfs");
    private static final String REFUSED = new OutOfMemoryError(Bench.NO_THREAD).toString();

    private final ThreadFactory threads = OwnThreads.factory("test-pool");
    private volatile boolean hasNone;
    private final FsCore fs = Bench.fs(task -> {
        if (hasNone) {
            throw new OutOfMemoryError(Bench.NO_THREAD);
        }
        return threads.newThread(task);
    });

    @BeforeEach
    void silence() {
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void listen() {
        LOGGER.setUseParentHandlers(true);
    }

    /** No kernel call has lost anything, unlike after one that failed. */
    @Test
    void aSyncThatGetsNoThreadFailsAlone() {
        Bench bench = new Bench(null, null, fs);
        hasNone = true;
        assertEquals(REFUSED, bench.end(bench.file.sync()));
        hasNone = false;
        assertEquals("done", bench.end(bench.file.sync()));
        assertEquals(1, bench.descriptor.calls());
        assertEquals("balanced", bench.balance());
    }

    @Test
    void syncsThatShareItFailWithItAndLaterOnesDoNot() {
        Bench bench = new Bench(null, null, fs);
        FileView other = new FileView(bench.shared, bench.engine, bench.view.executor());
        bench.shared.tryRetain();
        hasNone = true;
        Future<Void> one = bench.file.sync();
        Future<Void> another = new EngineFile(other, 0).sync();
        assertEquals(REFUSED, bench.end(one));
        assertEquals(REFUSED, bench.end(another));
        hasNone = false;
        assertEquals("done", bench.end(bench.file.sync()));
        assertEquals("balanced", bench.balance());
    }

    /** It is not left in the mailbox of a loop that nobody turns, with its buffer and its place among the admitted. */
    @Test
    void anOperationWhoseLoopGetsNoThreadIsNotSent() {
        Bench bench = new Bench();
        ByteBuf buffer = Bench.content();
        bench.startsNoThread = true;
        Future<Integer> write = bench.file.write(buffer, 0);
        assertEquals(REFUSED, write.cause().toString());
        assertEquals(0, bench.engine.admission().admitted());
        bench.startsNoThread = false;
        assertEquals("done", bench.end(bench.file.write(buffer, 0)));
        assertEquals("balanced", bench.balance(buffer));
    }

    @Test
    void aCloseWaitsForTheThread() {
        Bench bench = new Bench();
        bench.startsNoThread = true;
        Future<Void> close = bench.file.close();
        assertFalse(close.isDone());
        bench.startsNoThread = false;
        assertEquals("done", bench.end(close));
        assertEquals(1, bench.descriptor.closes());
    }

    /** Netty starts the thread of a loop when there is something to do, and the end of the library is something. */
    @Test
    void aShutdownEndsWithoutTheThread() throws Exception {
        FsCore own = new LoopBackend(LoopBackend.SleepingQueue::new).newFs();
        ThreadFactory none = task -> {
            throw new OutOfMemoryError(Bench.NO_THREAD);
        };
        new MultiThreadIoEventLoopGroup(1, none, new HandlerFactory(own, null, null));
        assertTrue(own.shutdown().await(30, TimeUnit.SECONDS));
    }

    /** Nor a descriptor for the doorbell of its own loop: every future tells, and later ones are served. */
    @Test
    void withoutALoopOfItsOwnTheFuturesFail() throws Exception {
        AtomicBoolean hasDescriptors = new AtomicBoolean();
        FsCore own = new LoopBackend(() -> {
                    if (!hasDescriptors.get()) {
                        throw new IllegalStateException("eventfd: EMFILE");
                    }
                    return new LoopBackend.SleepingQueue();
                })
                .newFs();
        Path path = Path.of("file");
        for (Future<?> future : List.of(
                own.open(path, StandardOpenOption.READ),
                own.openDirectory(null, path),
                own.stat(null, path),
                own.syncDirectory(path),
                own.stat(ImmediateEventExecutor.INSTANCE, path))) {
            assertTrue(future.await(30, TimeUnit.SECONDS));
            FileSystemException failure = assertInstanceOf(FileSystemException.class, future.cause());
            assertEquals("file: the event loop of this AsyncFs cannot be made: eventfd: EMFILE", failure.getMessage());
        }
        hasDescriptors.set(true);
        Future<?> served = own.stat(null, path);
        assertTrue(served.await(30, TimeUnit.SECONDS));
        assertInstanceOf(UnsupportedOperationException.class, served.cause());
        assertTrue(own.shutdown().await(30, TimeUnit.SECONDS));
    }
}
