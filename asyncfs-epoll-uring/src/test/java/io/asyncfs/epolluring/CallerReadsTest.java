/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of what is in memory, on the thread of the caller: told by the counters. Needs cachestat(2), of Linux 6.5. */
class CallerReadsTest extends ReadRoutes {
    private static final int SIZE = (1 << 20) + 100;

    CallerReadsTest() {
        super("io_uring", SIZE);
    }

    @BeforeEach
    void needCachestat() {
        Needs.need(PosixFileNative.cachedPages(-1, 0, 1) != -Errno.ENOSYS, "a kernel with cachestat (Linux 6.5)");
    }

    private AsyncFile open() {
        return Contract.await(fs.open(path));
    }

    private static int readCached(AsyncFile file, ByteBuffer buffer, long position) {
        return ((CallerThread) file).readCached(buffer, position);
    }

    private static void assertReads(AsyncFile file, ByteBuffer buffer, long position, int expected) {
        int before = buffer.position();
        assertEquals(expected, readCached(file, buffer, position));
        assertEquals(before, buffer.position());
        Content.assertAt(
                position, expected, Unpooled.wrappedBuffer(buffer.slice()).slice(0, expected));
    }

    private void assertCounted(long attempts) {
        assertEquals(attempts, fs.counters().get("nowait.read"));
        assertEquals(0, fs.counters().get("io_uring.read"));
        assertEquals(0, fs.counters().get("pool.read"));
    }

    @Test
    void whatIsInMemoryIsReadHere() {
        AsyncFile file = open();
        assertReads(file, ByteBuffer.allocateDirect(4096), 8192, 4096);
        assertReads(file, ByteBuffer.allocateDirect(5000).position(7), 4095, 4993);
        assertReads(file, ByteBuffer.allocate(1 << 16).position(1), 1, (1 << 16) - 1);
        assertCounted(3);
    }

    @Test
    void theEndOfTheFileIsSeen() {
        AsyncFile file = open();
        assertReads(file, ByteBuffer.allocateDirect(4096), SIZE - 100, 100);
        assertReads(file, ByteBuffer.allocate(90), SIZE - 40, 40);
        assertEquals(-1, readCached(file, ByteBuffer.allocateDirect(100), SIZE), "for the engine to say");
        assertEquals(-1, readCached(file, ByteBuffer.allocateDirect(100), 1L << 40));
        assertCounted(2);
    }

    @Test
    void moreThanALoopWouldCopyAtOnceIsLeftToIt() {
        assertEquals(-1, readCached(open(), ByteBuffer.allocateDirect((1 << 16) + 1), 0));
        assertCounted(0);
    }

    @Test
    void whatIsOnTheDiskIsLeftToTheEngine() throws IOException {
        Path cold = cold();
        AsyncFile file = Contract.await(fs.open(cold));
        assertEquals(-1, readCached(file, ByteBuffer.allocateDirect(4096), 4096));
        assertEquals(-1, readCached(file, ByteBuffer.allocate(4096), 4096));
        assertCounted(0);
        assertEquals(0, cachedPages(cold, 1 << 20), "and is not read ahead");
    }

    /** Counts those that are being read, too. */
    private static long cachedPages(Path path, long length) throws IOException {
        int fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, PathBytes.of(path), LinuxConstants.O_RDONLY, 0);
        long pages = PosixFileNative.cachedPages(fd, 0, length);
        PosixFileNative.close(fd);
        return pages;
    }

    @Test
    void directFilesAreLeftToTheEngine() {
        AsyncFile file = Contract.await(fs.open(path, StandardOpenOption.READ, DirectIo.REQUIRED));
        assertEquals(-1, readCached(file, ByteBuffer.allocateDirect(8192).alignedSlice(4096), 0));
        assertCounted(0);
    }

    @Test
    void aClosedFileIsLeftToTheEngine() {
        AsyncFile file = open();
        Contract.await(file.close());
        assertEquals(-1, readCached(file, ByteBuffer.allocateDirect(10), 0));
        assertThrows(Exception.class, () -> Contract.await(file.read(0, 10)));
        assertCounted(0);
    }
}
