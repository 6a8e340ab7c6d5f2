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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of asynchronous channels: within the virtual machine, and against another process. */
class AsynchronousLockContract extends ComparedContract {
    private Path path;
    private AsynchronousFileChannel channel;

    @BeforeEach
    void open() throws IOException {
        path = Files.write(path("file"), new byte[100]);
        channel = asynchronous(path, READ, WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Test
    void aLockKnowsWhatItIs() throws Exception {
        FileLock lock = channel.lock(3, 7, true).get();
        assertTrue(lock.isValid());
        assertTrue(lock.isShared());
        assertEquals(3, lock.position());
        assertEquals(7, lock.size());
        assertSame(channel, lock.acquiredBy());
        assertNull(lock.channel());
        lock.release();
        assertFalse(lock.isValid());
        lock.release();
        lock.close();
        FileLock whole = channel.lock().get();
        assertEquals(0, whole.position());
        assertEquals(Long.MAX_VALUE, whole.size());
        assertFalse(whole.isShared());
        channel.close();
        assertFalse(whole.isValid());
    }

    @Test
    void overlappingLocksAreRefusedAtOnce() throws Exception {
        FileLock lock = channel.tryLock(10, 10, false);
        try (AsynchronousFileChannel other = asynchronous(path, READ, WRITE)) {
            for (AsynchronousFileChannel each : List.of(channel, other)) {
                assertThrows(OverlappingFileLockException.class, () -> each.tryLock(19, 1, false));
                assertThrows(OverlappingFileLockException.class, () -> each.lock(0, 11, true));
                assertThrows(OverlappingFileLockException.class, each::lock);
            }
            FileLock beside = other.tryLock(20, 5, false);
            assertTrue(beside.isValid());
            lock.release();
            assertTrue(other.tryLock(10, 10, true).isValid());
            assertThrows(OverlappingFileLockException.class, () -> channel.tryLock(10, 1, true));
        }
        assertTrue(channel.tryLock(10, 10, true).isValid(), "a closed channel has no locks");
    }

    @Test
    void locksHoldAgainstOtherProcesses() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            FileLock lock = channel.tryLock(10, 10, false);
            assertFalse(other.locks(19, 1, true));
            assertTrue(other.locks(20, 5, false));
            assertNull(channel.tryLock(20, 1, true));
            lock.release();
            assertTrue(other.locks(10, 10, true));
            assertTrue(channel.tryLock(10, 10, true).isValid(), "shared");
        }
    }

    @Test
    void waitersGetTheirLockWhenTheOtherProcessReleasesIt() throws Exception {
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 100, false));
            Future<FileLock> waiting = channel.lock(5, 5, false);
            assertThrows(TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
            assertThrows(OverlappingFileLockException.class, () -> channel.tryLock(5, 1, false), "also while it waits");
            other.releases();
            assertTrue(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).isValid());
            assertFalse(other.locks(5, 5, false));
        }
    }
}
