/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixFileNativeTest {
    @TempDir
    Path directory;

    private Path path;
    private int fd;

    @BeforeEach
    void open() {
        NativeLibrary.ensureAvailability();
        path = directory.resolve("f\u00e4ile");
        int flags = LinuxConstants.O_RDWR | LinuxConstants.O_CREAT | LinuxConstants.O_EXCL | LinuxConstants.O_CLOEXEC;
        fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path(path), flags, 0600);
        assertTrue(fd >= 0, () -> Errno.name(-fd));
    }

    @AfterEach
    void close() {
        assertEquals(0, PosixFileNative.close(fd));
    }

    private void write(String text, long offset) {
        ByteBuffer buffer = Scratch.direct(text);
        ByteBuffer iovec = Scratch.direct(UringLayout.IOVEC_SIZE);
        put(iovec, 0, buffer);
        assertEquals(text.length(), PosixFileNative.pwritev2(fd, MemoryNative.address(iovec), 1, offset, 0));
    }

    @Test
    void writesAndReadsBack() throws IOException {
        write("hello, kernel", 5);
        assertEquals("\0\0\0\0\0hello, kernel", Files.readString(path));
        ByteBuffer buffer = Scratch.direct(64);
        long address = MemoryNative.address(buffer);
        assertEquals(13, PosixFileNative.pread(fd, address, 64, 5));
        assertEquals("hello, kernel", Scratch.text(buffer, 13));
        assertEquals(0, PosixFileNative.pread(fd, address, 64, 18));
    }

    @Test
    void offsetsAreSixtyFourBits() {
        long offset = (5L << 30) + 3;
        write("far", offset);
        ByteBuffer buffer = Scratch.direct(3);
        assertEquals(3, PosixFileNative.pread(fd, MemoryNative.address(buffer), 3, offset));
        assertEquals("far", Scratch.text(buffer, 3));
        assertEquals(offset + 3, PosixFileNative.lseekEnd(fd));
    }

    /** Before Linux 6.5 the answer is ENOSYS. */
    @Test
    void cachedPagesAreCounted() {
        write("x".repeat(4096 * 2), 0);
        long pages = PosixFileNative.cachedPages(fd, 0, 4096 * 4);
        assertTrue(pages == 2 || pages == -38, () -> "pages " + pages);
        assertTrue(PosixFileNative.cachedPages(fd, 4096 * 2, 4096) <= 0);
        assertTrue(PosixFileNative.cachedPages(-1, 0, 1) < 0);
    }

    /** What was just written is in memory; not every file system of every machine answers. */
    @Test
    void readsWhatIsInMemory() {
        write("in memory", 0);
        ByteBuffer buffer = Scratch.direct(64);
        long count = PosixFileNative.preadNowait(fd, MemoryNative.address(buffer), 64, 3);
        assertTrue(count == 6 || count == -Errno.EOPNOTSUPP || count == -Errno.EAGAIN, () -> "count " + count);
        assertEquals(count == 6 ? "memory" : "\0\0\0\0\0\0", Scratch.text(buffer, 6));
        assertEquals(-Errno.EBADF, PosixFileNative.preadNowait(-1, MemoryNative.address(buffer), 64, 0));
    }

    @Test
    void vectors() {
        ByteBuffer one = Scratch.direct("one ");
        ByteBuffer two = Scratch.direct("and two");
        ByteBuffer iovec = Scratch.direct(2 * UringLayout.IOVEC_SIZE);
        put(iovec, 0, one);
        put(iovec, 1, two);
        long vectors = MemoryNative.address(iovec);
        assertEquals(11, PosixFileNative.pwritev2(fd, vectors, 2, (1L << 32) + 1, 0));
        one.clear().putInt(0, 0);
        two.clear().putInt(0, 0);
        assertEquals(11, PosixFileNative.preadv2(fd, vectors, 2, (1L << 32) + 1, 0));
        assertEquals("one ", Scratch.text(one, 4));
        assertEquals("and two", Scratch.text(two, 7));
    }

    private static void put(ByteBuffer iovec, int index, ByteBuffer buffer) {
        int at = index * UringLayout.IOVEC_SIZE;
        iovec.putLong(at + UringLayout.IOVEC_BASE, MemoryNative.address(buffer));
        iovec.putLong(at + UringLayout.IOVEC_LEN, buffer.capacity());
    }

    @Test
    void statxTellsWhatJavaTells() throws IOException {
        write("0123456789", 0);
        ByteBuffer statx = Scratch.direct(StatxLayout.SIZE_OF);
        int mask = LinuxConstants.STATX_BASIC_STATS;
        assertEquals(
                0,
                PosixFileNative.statx(
                        fd, Scratch.path(""), LinuxConstants.AT_EMPTY_PATH, mask, MemoryNative.address(statx)));
        int mode = Short.toUnsignedInt(statx.getShort(StatxLayout.MODE));
        assertEquals(LinuxConstants.S_IFREG | 0600, mode);
        assertEquals(10, statx.getLong(StatxLayout.SIZE));
        assertEquals(Files.getAttribute(path, "unix:ino"), statx.getLong(StatxLayout.INO));
        assertEquals(
                Files.getLastModifiedTime(path).toInstant().getEpochSecond(), statx.getLong(StatxLayout.MTIME_SEC));
        assertEquals(Files.getLastModifiedTime(path).toInstant().getNano(), statx.getInt(StatxLayout.MTIME_NSEC));
    }

    @Test
    void truncateAllocateAndSync() throws IOException {
        write("0123456789", 0);
        assertEquals(0, PosixFileNative.ftruncate(fd, 4));
        assertEquals(4, Files.size(path));
        assertEquals(0, PosixFileNative.fsync(fd));
        assertEquals(0, PosixFileNative.fdatasync(fd));
        int allocated = PosixFileNative.fallocate(fd, 0, 0, 8192);
        assertEquals(allocated == 0 ? 8192 : 4, Files.size(path));
        assertTrue(allocated == 0 || allocated == -Errno.EOPNOTSUPP, () -> Errno.name(-allocated));
    }

    @Test
    void descriptorFlags() {
        assertTrue(Scratch.isCloseOnExec(fd));
        int flags = LinuxConstants.O_RDONLY | LinuxConstants.O_NONBLOCK;
        int other = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path(path), flags, 0);
        assertFalse(Scratch.isCloseOnExec(other));
        assertNotEquals(0, Scratch.statusFlags(other) & LinuxConstants.O_NONBLOCK);
        assertEquals(0, PosixFileNative.clearNonblock(other));
        assertEquals(0, Scratch.statusFlags(other) & LinuxConstants.O_NONBLOCK);
        assertEquals(0, PosixFileNative.close(other));
    }

    @Test
    void fileSystemType() {
        int proc = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path("/proc"), LinuxConstants.O_DIRECTORY, 0);
        assertEquals(0x9fa0, PosixFileNative.fileSystemType(proc));
        assertEquals(0, PosixFileNative.close(proc));
    }

    @Test
    void errorsAreNegativeNumbers() {
        byte[] missing = Scratch.path(directory.resolve("missing"));
        assertEquals(-Errno.ENOENT, PosixFileNative.open(LinuxConstants.AT_FDCWD, missing, 0, 0));
        assertEquals(-Errno.EFAULT, PosixFileNative.open(LinuxConstants.AT_FDCWD, null, 0, 0));
        assertEquals(-Errno.EINVAL, PosixFileNative.open(LinuxConstants.AT_FDCWD, new byte[0], 0, 0));
        assertEquals(-Errno.EINVAL, PosixFileNative.open(LinuxConstants.AT_FDCWD, new byte[] {'/'}, 0, 0));
        assertEquals(-Errno.EINVAL, PosixFileNative.open(LinuxConstants.AT_FDCWD, new byte[] {'/', 0, 0}, 0, 0));
        byte[] longest = Scratch.path("/".repeat(4095));
        int root = PosixFileNative.open(LinuxConstants.AT_FDCWD, longest, 0, 0);
        assertTrue(root >= 0, () -> Errno.name(-root));
        assertEquals(0, PosixFileNative.close(root));
        byte[] tooLong = Scratch.path("/".repeat(4096));
        assertEquals(-Errno.ENAMETOOLONG, PosixFileNative.open(LinuxConstants.AT_FDCWD, tooLong, 0, 0));
        assertEquals(-Errno.EBADF, PosixFileNative.close(-1));
        assertEquals(-Errno.EBADF, PosixFileNative.fsync(-1));
        assertEquals(-Errno.EBADF, PosixFileNative.fileSystemType(-1));
        assertEquals(-Errno.EFAULT, PosixFileNative.statx(fd, null, 0, 0, 0));
        assertEquals(-Errno.EINVAL, PosixFileNative.pread(fd, 0, 0, -1));
    }
}
