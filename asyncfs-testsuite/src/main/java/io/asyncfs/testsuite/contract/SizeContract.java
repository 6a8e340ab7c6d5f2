/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.asyncfs.AsyncFile;
import io.asyncfs.FileKind;
import io.asyncfs.FileStat;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Size, stat, truncate and allocate. */
@Tag("filesystem")
class SizeContract extends Contract {
    @Test
    void sizeIsInBytesAndAlwaysCurrent() throws Exception {
        AsyncFile file = create("a");
        assertEquals(0, await(file.size()));
        await(file.write(Content.buffer(0, 10), 5));
        assertEquals(15, await(file.size()));
        Files.write(path("a"), new byte[77]);
        assertEquals(77, await(file.size()));
    }

    @Test
    void truncateCutsAndExtendsWithZeros() throws Exception {
        AsyncFile file = open(file("a", 1000), READ, WRITE);
        await(file.seek(800));
        await(file.truncate(300));
        assertContent(path("a"), 300);
        await(file.truncate(500));
        assertEquals(500, Files.size(path("a")));
        ByteBuf tail = await(file.read(300, 1000));
        assertEquals(200, tail.readableBytes());
        assertEquals(-1, tail.forEachByte(b -> b == 0), "zeros");
        tail.release();
        await(file.truncate(0));
        assertEquals(0, Files.size(path("a")));
        assertEquals(800, await(file.position()), "the cursor stays");
    }

    @Test
    void aFileOpenedWithAppendGrowsAsOthersDo() throws Exception {
        AsyncFile file = open(file("a", 1000), APPEND);
        await(file.truncate(200_000));
        assertZerosBehind(1000, 200_000);
        Future<Void> allocate = done(file.allocate(200_100, 900));
        if (!(allocate.cause() instanceof UnsupportedOperationException)) { // of the file system
            await(allocate);
            assertZerosBehind(1000, 201_000);
        }
        await(file.truncate(1000));
        assertEquals(10, await(file.append(Content.buffer(1000, 10))));
        assertContent(path("a"), 1010);
    }

    private void assertZerosBehind(int content, int size) throws Exception {
        byte[] bytes = Files.readAllBytes(path("a"));
        assertEquals(size, bytes.length);
        assertArrayEquals(Content.bytes(0, content), Arrays.copyOf(bytes, content));
        assertArrayEquals(new byte[size - content], Arrays.copyOfRange(bytes, content, size));
    }

    @Test
    void wrongArgumentsAreRefusedByTheCall() throws Exception {
        AsyncFile file = open(file("a", 10), READ, WRITE);
        assertThrows(IllegalArgumentException.class, () -> file.truncate(-1));
        assertThrows(IllegalArgumentException.class, () -> file.allocate(-1, 10));
        assertThrows(IllegalArgumentException.class, () -> file.allocate(0, 0));
        assertThrows(IllegalArgumentException.class, () -> file.allocate(0, -5));
        AsyncFile readOnly = open(path("a"));
        assertThrows(NonWritableChannelException.class, () -> readOnly.truncate(1));
        assertThrows(NonWritableChannelException.class, () -> readOnly.allocate(0, 10));
        assertEquals(10, await(file.size()));
    }

    @Test
    void statTellsWhatTheFileSystemSays() throws Exception {
        Path path = file("a", 123);
        Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(1_600_000_000L, 123_456_000)));
        FileStat open = await(open(path).stat());
        FileStat named = await(fs().stat(loop(), path));
        assertEquals(named, open);
        assertEquals(FileKind.REGULAR, open.kind());
        assertEquals(123, open.size());
        assertEquals(Files.getLastModifiedTime(path), open.lastModified());
    }

    @Test
    @Tag("posix")
    void statTellsInodeDeviceAndMode() throws Exception {
        Path path = file("a", 123);
        FileStat stat = await(fs().stat(loop(), path));
        assertEquals(Files.getAttribute(path, "unix:ino"), stat.inode());
        assertEquals(Files.getAttribute(path, "unix:dev"), stat.device());
        assertEquals(Files.getAttribute(path, "unix:mode"), stat.mode());
        assertEquals(0100000, stat.mode() & 0170000, "the type bits of a regular file");
    }

    @Test
    void statFollowsLinksAndKnowsDirectories() throws Exception {
        Path link = Files.createSymbolicLink(path("link"), file("target", 5));
        assertEquals(5, await(fs().stat(loop(), link)).size());
        assertEquals(FileKind.REGULAR, await(fs().stat(loop(), link)).kind());
        assertEquals(FileKind.DIRECTORY, await(fs().stat(null, dir())).kind());
    }

    @Test
    void allocateBehindTheEndExtendsTheFile() throws Exception {
        AsyncFile file = open(file("a", 1000), READ, WRITE);
        Future<Void> allocate = done(file.allocate(1000, 9000));
        assumeFalse(
                allocate.cause() instanceof UnsupportedOperationException,
                "the file system of the test directory cannot allocate space ahead");
        await(allocate);
        assertEquals(10_000, Files.size(path("a")));
        ByteBuf reserved = await(file.read(1000, 9000));
        assertEquals(9000, reserved.readableBytes());
        assertEquals(-1, reserved.forEachByte(b -> b == 0), "zeros");
        reserved.release();
        ByteBuf kept = await(file.read(0, 1000));
        Content.assertAt(0, 1000, kept);
        kept.release();
    }

    @Test
    void allocateInsideTheFileKeepsItOrIsUnsupported() throws Exception {
        AsyncFile file = open(file("a", 1000), READ, WRITE);
        Future<Void> allocate = done(file.allocate(100, 500));
        if (!allocate.isSuccess()) {
            assertEquals(UnsupportedOperationException.class, allocate.cause().getClass());
        }
        assertContent(path("a"), 1000);
    }

    @Test
    @Tag("mount")
    @Tag("linux")
    void allocateFailsWhenThereIsNoSpace() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("small"), "size=1m")) {
            AsyncFile file = await(fs().create(loop(), disk.path("a")));
            FileSystemException full = failure(FileSystemException.class, file.allocate(0, 4 << 20));
            assertTrue(full.getMessage().contains("ENOSPC"), full.getMessage());
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void whatTheFileSystemCannotDoIsUnsupported() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            await(file.write(Content.buffer(0, 100), 0));
            failure(UnsupportedOperationException.class, file.allocate(0, 50));
            await(file.close());
        }
    }
}
