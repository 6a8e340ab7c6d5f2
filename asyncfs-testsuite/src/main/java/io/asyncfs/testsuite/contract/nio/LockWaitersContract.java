/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is better with our locks than with the JDK's. */
class LockWaitersContract extends ChannelContract {
    private Path path;
    private AsynchronousFileChannel channel;

    @BeforeEach
    void open() throws IOException {
        path = file("file", 100);
        channel = asynchronous(Whose.OURS, path, Set.of(READ, WRITE), null);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Test
    void aThousandWaitersTakeNoThreads() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 1000, false));
            int before = Thread.activeCount();
            List<Future<FileLock>> waiting = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                waiting.add(channel.lock(i, 1, false));
            }
            assertThrows(TimeoutException.class, () -> waiting.get(500).get(300, TimeUnit.MILLISECONDS));
            int now = Thread.activeCount();
            // The pool's own are bounded: four per processor, at least 8.
            int most = before + Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
            assertTrue(now <= most, () -> before + " threads before, now " + now);
            other.releases();
            for (Future<FileLock> lock : waiting) {
                assertTrue(lock.get(PATIENCE_SECONDS, TimeUnit.SECONDS).isValid());
            }
        }
    }

    @Test
    void closeEndsWaiters() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 100, false));
            Future<FileLock> waiting = channel.lock(5, 5, false);
            channel.close();
            Throwable cause = assertThrows(
                            ExecutionException.class, () -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .getCause();
            assertInstanceOf(AsynchronousCloseException.class, cause);
            other.releases();
            assertTrue(other.locks(0, 100, false), "nothing is left behind");
        }
    }

    @Test
    void aCancelledWaiterGetsNoLock() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 100, false));
            Future<FileLock> waiting = channel.lock(5, 5, false);
            assertTrue(waiting.cancel(true));
            assertTrue(waiting.isCancelled());
            other.releases();
            // Until the next attempt the range stays reserved.
            eventually("the range is free")
                    .ignoreException(OverlappingFileLockException.class)
                    .untilAsserted(() -> {
                        try (FileLock lock = channel.tryLock(5, 5, false)) {
                            assertTrue(lock.isValid());
                        }
                    });
            assertTrue(other.locks(0, 100, false));
        }
    }

    @Test
    void anotherDescriptorThatIsClosedTakesNoLockAway() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            FileLock lock = channel.tryLock(0, 10, false);
            Files.readAllBytes(path);
            asynchronous(Whose.OURS, path, Set.of(READ), null).close();
            assertTrue(lock.isValid());
            // Those of the pool are the JDK's, of the process: fcntl_locking(2).
            assertEquals(backend().backend().equals("pool"), other.locks(0, 10, false));
        }
    }
}
