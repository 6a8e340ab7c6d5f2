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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.child.LockProbe;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Locks against other processes, and the JDK's channel on an open file. */
@Tag("filesystem")
class LockContract extends Contract {
    private boolean isPool() {
        return backend().backend().equals("pool");
    }

    private static String probe(Path path, String ranges) throws IOException {
        String[] arguments = (path + " " + ranges).split(" ");
        return ChildJvm.run(Map.of(), LockProbe.class, arguments).trim();
    }

    @Test
    @Tag("process")
    void aLockHoldsAgainstOtherProcesses() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        assertTrue(await(file.tryLock(10, 5, false)));
        assertTrue(await(file.tryLock(50, 1, true)));
        assertTrue(await(file.tryLock(1L << 40, Long.MAX_VALUE - (1L << 40), false)));
        String ranges =
                "0 10 false 9 2 true 14 1 false 15 35 false 50 1 true 50 1 false 51 9 false " + (1L << 50) + " 1 true";
        assertEquals("yes no no yes yes no yes no", probe(path("a"), ranges));
        await(file.unlock(10, 5));
        assertEquals("yes yes yes yes yes no yes no", probe(path("a"), ranges));
        await(file.close());
        assertEquals("yes yes yes yes yes yes yes yes", probe(path("a"), ranges));
    }

    @Test
    void anotherOpenFileOfThisProcessMeetsALock() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        AsyncFile other = open(path("a"), READ, WRITE);
        assertTrue(await(file.tryLock(10, 5, false)));
        if (isPool()) {
            failure(OverlappingFileLockException.class, other.tryLock(14, 5, true));
        } else {
            assertFalse(await(other.tryLock(14, 5, true)));
        }
        assertTrue(await(other.tryLock(15, 5, true)));
        await(file.unlock(10, 5));
        assertTrue(await(other.tryLock(10, 5, true)));
    }

    @Test
    @Tag("process")
    void closingAnotherDescriptorDoesNotUndoALock() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        assertTrue(await(file.tryLock(0, 10, false)));
        await(open(path("a"), READ).close());
        Files.readAllBytes(path("a"));
        // The JDK's locks, which the pool has, are those of the process: fcntl_locking(2) says when they are lost.
        assertEquals(isPool() ? "yes" : "no", probe(path("a"), "5 1 false"));
    }

    /** So that a backend that keeps files which are read often, as io_uring does, lets go of them. */
    @Test
    void closingAFileThatWasReadOftenUndoesItsLocks() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        readOften(file);
        assertTrue(await(file.tryLock(0, 10, false)));
        await(file.close());
        assertTrue(await(open(path("a"), READ, WRITE).tryLock(0, 10, false)));
    }

    @Test
    void closingTheLastViewUndoesTheLocksWhoeverReads() throws Exception {
        AsyncFs fs = fs();
        AsyncFile file = open(fs, file("a", 100), READ, WRITE);
        assertTrue(await(file.tryLock(0, 10, false)));
        AsyncFile near = file.view(file.executor());
        AsyncFile far = file.view(owned(backend().newGroup(fs, 1)).next());
        readOften(file);
        readOften(near);
        readOften(far);
        await(near.close());
        readOften(file);
        await(far.close());
        assertLocked(path("a"));
        await(file.close());
        assertTrue(await(open(path("a"), READ, WRITE).tryLock(0, 10, false)));
    }

    private void assertLocked(Path path) throws Exception {
        AsyncFile other = open(path, READ, WRITE);
        if (isPool()) {
            failure(OverlappingFileLockException.class, other.tryLock(0, 10, false));
        } else {
            assertFalse(await(other.tryLock(0, 10, false)));
        }
        // Not closed here: that would undo the pool's locks, which are the process's.
    }

    @Test
    void wrongArgumentsAreRefusedByTheCall() throws Exception {
        AsyncFile file = open(file("a", 10), WRITE);
        assertThrows(IllegalArgumentException.class, () -> file.tryLock(-1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> file.tryLock(0, 0, false));
        assertThrows(IllegalArgumentException.class, () -> file.tryLock(2, Long.MAX_VALUE - 1, false));
        assertThrows(NonReadableChannelException.class, () -> file.tryLock(0, 1, true));
        assertThrows(
                NonWritableChannelException.class, () -> open(path("a"), READ).tryLock(0, 1, false));
    }

    @Test
    void theChannelOfTheJdkIsOnTheSameFile() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        try (FileChannel channel = await(file.openChannel())) {
            ByteBuffer ten = ByteBuffer.allocate(10);
            assertEquals(10, channel.read(ten, 20));
            assertEquals(Content.at(20), ten.get(0));
            assertEquals(5, channel.write(ByteBuffer.wrap("jdk's".getBytes()), 0));
        }
        ByteBuf start = await(file.read(0, 5));
        assertEquals("jdk's", start.toString(StandardCharsets.US_ASCII));
        start.release();
        Files.move(path("a"), path("b"));
        file("a", 7);
        if (isPool()) {
            failure(FileSystemException.class, file.openChannel());
        } else {
            try (FileChannel channel = await(file.openChannel())) {
                assertEquals(100, channel.size());
            }
        }
    }
}
