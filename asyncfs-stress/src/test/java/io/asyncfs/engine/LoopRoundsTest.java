/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops of Netty's whose engine fails, because the queue of its kernel does. */
class LoopRoundsTest {
    private static final Logger LOGGER = Logger.getLogger("io.asyncfs");

    private final Queue<Throwable> logged = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final FaultyQueue queue = new FaultyQueue();
    private final FsCore fs = new LoopBackend(() -> queue).newFs();

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void end() throws Exception {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
        assertTrue(fs.shutdown().await(30, SECONDS));
    }

    /** A queue that has nothing to do, and does not even manage that. */
    private static final class FaultyQueue extends LoopBackend.SleepingQueue {
        final Queue<Error> inTurns = new ConcurrentLinkedQueue<>();
        final Queue<Error> beforeSleeps = new ConcurrentLinkedQueue<>();
        volatile boolean isBroken;

        @Override
        public boolean submit() {
            throwNext(inTurns);
            return true;
        }

        @Override
        public boolean prepareToBlock() {
            throwNext(beforeSleeps);
            if (isBroken) {
                throw new IllegalStateException("always");
            }
            return true;
        }

        private static void throwNext(Queue<Error> errors) {
            Error next = errors.poll();
            if (next != null) {
                throw next;
            }
        }
    }

    private static int answer(EventExecutor loop) throws Exception {
        return loop.submit(() -> 42).get(30, SECONDS);
    }

    private EventExecutor filesOnly() throws Exception {
        return (EventExecutor) fs.loops().engineFor(null, Path.of("file")).executor();
    }

    private void survives(EventExecutor loop) throws Exception {
        answer(loop);
        AssertionError inTurn = new AssertionError("in a turn");
        OutOfMemoryError beforeSleep = new OutOfMemoryError("before a sleep");
        queue.inTurns.add(inTurn);
        queue.beforeSleeps.add(beforeSleep);
        while (!queue.inTurns.isEmpty() || !queue.beforeSleeps.isEmpty()) {
            assertEquals(42, answer(loop));
        }
        assertEquals(42, answer(loop));
        assertFalse(loop.isShuttingDown());
        assertEquals(2, logged.size());
        assertTrue(logged.containsAll(List.of(inTurn, beforeSleep)));
    }

    @Test
    void aLoopWithSocketsGoesOn() throws Exception {
        EventLoopGroup group = fs.newEventLoopGroup(1);
        survives(group.next());
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(30, SECONDS));
    }

    @Test
    void aLoopWithoutSocketsGoesOn() throws Exception {
        survives(filesOnly());
    }

    @Test
    void aFailureThatStaysKeepsNoProcessorBusy() throws Exception {
        EventExecutor loop = filesOnly();
        answer(loop);
        queue.isBroken = true;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < SECONDS.toNanos(1)) {
            assertEquals(42, answer(loop));
        }
        queue.isBroken = false;
        assertEquals(42, answer(loop));
        long seconds = NANOSECONDS.toSeconds(System.nanoTime() - begin);
        assertTrue(logged.size() <= 3 + seconds, logged.size() + " failures in " + seconds + " s");
    }
}
