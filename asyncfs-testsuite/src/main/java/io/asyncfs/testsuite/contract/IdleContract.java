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

    /** How often each executor went to sleep in the quietest of some windows, which a timer of its own ends. */
    private static List<Long> fewestSleeps(List<EventExecutor> executors) throws Exception {
        List<Long> fewest = new ArrayList<>(Collections.nCopies(executors.size(), Long.MAX_VALUE));
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
                fewest.set(i, Math.min(fewest.get(i), await(await(counts.get(i)))));
            }
        }
        return fewest;
    }

    private void assertQuiet(AsyncFile file) throws Exception {
        List<Long> fewest = fewestSleeps(List.of(nettys(), file.executor()));
        long nettys = fewest.get(0);
        long ours = fewest.get(1);
        assertTrue(nettys > 0, "the timer woke Netty's loop");
        assertTrue(ours <= nettys, "ours went to sleep " + ours + " times, Netty's " + nettys + " times");
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
