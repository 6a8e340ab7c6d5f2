/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.BackendUnderTest.Transport;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing spins: a loop with nothing to do sleeps, as Netty's own loop beside it. */
@Tag("linux") // counts how often a thread went to sleep, by /proc
class IdleContract extends Contract {
    private static final int WINDOWS = 5;
    private static final int WINDOW_MILLIS = 100;

    /** Netty's loop with the transport of this run. */
    private EventExecutor nettys() throws ReflectiveOperationException {
        IoHandlerFactory factory = backend().transport() == Transport.EPOLL
                ? (IoHandlerFactory) Class.forName("io.netty.channel.epoll.EpollIoHandler")
                        .getMethod("newFactory")
                        .invoke(null)
                : NioIoHandler.newFactory();
        return owned(new MultiThreadIoEventLoopGroup(1, factory)).next();
    }

    /** How often the calling thread gave up its processor to wait, so far. */
    private static long sleeps() throws IOException {
        String key = "voluntary_ctxt_switches:";
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Long.parseLong(line.substring(key.length()).trim()))
                .findFirst()
                .orElseThrow();
    }

    /** How often each executor went to sleep in each of some windows, which a timer of its own ends. */
    private static List<List<Long>> sleeps(List<EventExecutor> executors) throws Exception {
        List<List<Long>> sleeps = new ArrayList<>();
        executors.forEach(executor -> sleeps.add(new ArrayList<>()));
        for (int window = 0; window < WINDOWS; window++) {
            List<Future<Future<Long>>> counts = new ArrayList<>();
            for (EventExecutor executor : executors) {
                // Scheduled on the executor itself: a timer that another thread brings wakes it once more.
                counts.add(executor.submit(() -> {
                    long before = sleeps();
                    return executor.schedule(() -> sleeps() - before, WINDOW_MILLIS, MILLISECONDS);
                }));
            }
            for (int i = 0; i < executors.size(); i++) {
                sleeps.get(i).add(await(await(counts.get(i))));
            }
        }
        return sleeps;
    }

    /**
     * The quietest window of ours against the loudest of Netty's: without epoll_pwait2 (before Linux 5.11, or where a filter
     * forbids it) epoll waits in whole milliseconds, and most timers find that they woke up early and sleep once more.
     */
    private void assertQuiet(AsyncFile file) throws Exception {
        List<List<Long>> sleeps = sleeps(List.of(nettys(), file.executor()));
        long nettys = Collections.max(sleeps.get(0));
        long ours = Collections.min(sleeps.get(1));
        assertTrue(nettys > 0, "the timer woke Netty's loop");
        assertTrue(
                ours <= nettys, "ours went to sleep at least " + ours + " times, Netty's at most " + nettys + " times");
    }

    @Test
    void aLoopThatHasServedFilesSleeps() throws Exception {
        assumeTrue(loop() != null, "this run has no loops");
        AsyncFile file = open(file("a", 10_000));
        assertEquals(10, await(file.read(Unpooled.buffer(10, 10), 0)));
        assertQuiet(file);
    }

    @Test
    void theFilesOnlyLoopSleeps() throws Exception {
        AsyncFile file = await(fs().open(file("a", 10_000)));
        assertEquals(10, await(file.read(Unpooled.buffer(10, 10), 0)));
        assertQuiet(file);
    }
}
