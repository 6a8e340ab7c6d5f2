/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.BackendUnavailableException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counters and the choice of the backend: the one that was forced is the one that works. */
class CountersContract extends Contract {
    @Test
    @Tag("filesystem")
    void theForcedBackendDoesTheReadsAndWrites() throws Exception {
        AsyncFile file = create("a");
        for (int i = 0; i < 10; i++) {
            await(file.write(Content.buffer(i, 1), i));
        }
        for (int i = 0; i < 7; i++) {
            await(file.read(Unpooled.buffer(1, 1), i));
        }
        assertEquals(backend().backend(), fs().backend());
        Map<String, Long> transfers = transfers();
        // A file system without RWF_NOWAIT, such as tmpfs, says so at the first read; then the pool does them all.
        Map<String, Long> expected = transfers.getOrDefault("nowait.read", 0L) == 1
                ? Map.of("nowait.read", 1L, "pool.read", 7L, "pool.write", 10L)
                : Map.of(mechanism(true) + ".read", 7L, mechanism(false) + ".write", 10L);
        assertEquals(expected, transfers, this::all);
    }

    private Map<String, Long> transfers() {
        Map<String, Long> transfers = new TreeMap<>(fs().counters().snapshot());
        transfers.keySet().removeIf(key -> !key.endsWith(".read") && !key.endsWith(".write"));
        return transfers;
    }

    /** What does the transfers of a buffered file. */
    private String mechanism(boolean read) throws IOException {
        // There the kernel's own mechanisms could hold the loop: the pool does the work, whatever the backend is.
        if (isServedByAnotherProcess()) {
            return "pool";
        }
        // Linux AIO is asynchronous for direct I/O alone; what is in the page cache is read without it.
        return !backend().backend().equals("linux_aio") ? backend().backend() : read ? "nowait" : "pool";
    }

    private String all() {
        return fs().counters().snapshot().toString();
    }

    @Test
    void everyKindIsCountedUnderSomeMechanism() throws Exception {
        AsyncFile file = create("a");
        await(file.write(Content.buffer(0, 10)));
        await(file.size());
        await(file.truncate(5));
        await(file.sync());
        await(file.close());
        Map<String, Long> counters = fs().counters().snapshot();
        for (String kind : new String[] {"open", "write", "truncate", "close"}) {
            long sum = counters.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("." + kind))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertEquals(1, sum, kind + " in " + counters);
        }
    }

    @Test
    void keysAreSortedAndNeverZero() throws Exception {
        await(open(file("a", 1)).read(Unpooled.buffer(1, 1), 0));
        Map<String, Long> counters = fs().counters().snapshot();
        assertEquals(new ArrayList<>(new TreeMap<>(counters).keySet()), new ArrayList<>(counters.keySet()));
        assertTrue(counters.values().stream().allMatch(value -> value != 0), counters.toString());
        assertEquals(0, fs().counters().get("no such key"));
    }

    @Test
    @Tag("filesystem")
    void whatIsUnderWayIsCountedAndSettlesAtZero() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(4));
        AsyncFile file = open(fs, file("a", 1000));
        List<io.netty.util.concurrent.Future<Integer>> reads = onLoopOf(file, () -> {
            List<io.netty.util.concurrent.Future<Integer>> started = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                started.add(file.read(Unpooled.buffer(10, 10), i));
            }
            assertEquals(20, fs.counters().get("inFlight") + fs.counters().get("pending"));
            return started;
        });
        for (io.netty.util.concurrent.Future<Integer> read : reads) {
            assertEquals(10, await(read));
        }
        assertEquals(0, fs.counters().get("inFlight"));
        assertEquals(0, fs.counters().get("pending"));
        assertEquals(depthHere(4), fs.counters().get("inFlightMax"));
        assertTrue(
                fs.counters().get("pendingMax") >= 16, fs.counters().snapshot().toString());
    }

    @Test
    void theBackendsOfEverySystemAreListedBestFirst() {
        List<BackendStatus> statuses = AsyncFs.backends();
        List<String> names = statuses.stream().map(BackendStatus::name).toList();
        assertEquals(List.of("io_uring", "linux_aio", "kqueue_aio", "iocp", "pool"), names);
        for (BackendStatus status : statuses) {
            assertEquals(status.available(), status.cause() == null, status.toString());
        }
        assertTrue(statuses.stream().anyMatch(s -> s.name().equals(backend().backend()) && s.available()));
        assertTrue(statuses.get(names.indexOf("pool")).available(), "the pool is always there");
    }

    @Test
    void aBackendThatIsRequiredAndMissingIsAnError() {
        BackendUnavailableException unknown = assertThrows(
                BackendUnavailableException.class,
                () -> AsyncFs.builder().backend("quantum").build());
        assertTrue(unknown.getMessage().contains("quantum"), unknown.getMessage());
        for (BackendStatus status : AsyncFs.backends()) {
            if (!status.available()) {
                BackendUnavailableException missing = assertThrows(
                        BackendUnavailableException.class,
                        () -> AsyncFs.builder().backend(status.name()).build());
                assertTrue(
                        missing.getMessage().contains(status.name())
                                && missing.getMessage().contains(status.cause()),
                        missing.getMessage());
            }
        }
    }

    @Test
    void settingsOutOfTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().queueDepth(0));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().queueDepth(32 * 1024 + 1));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().maxPendingOps(-1));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().syncLimit(-1));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().poolSize(1));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().alignment(1000));
        assertThrows(IllegalArgumentException.class, () -> AsyncFs.builder().alignment(256));
        assertThrows(
                IllegalArgumentException.class, () -> AsyncFs.builder().drainTimeout(java.time.Duration.ofNanos(-1)));
        AsyncFs.builder()
                .drainTimeout(java.time.temporal.ChronoUnit.FOREVER.getDuration())
                .build()
                .close();
    }
}
