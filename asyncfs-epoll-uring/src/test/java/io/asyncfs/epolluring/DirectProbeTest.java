/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.asyncfs.DirectAlignment;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.testsuite.harness.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to find out the alignment gives what the disk was made with, or one that is safe. */
class DirectProbeTest {
    private static final int KIB = 1024;

    @TempDir
    private Path dir;

    @BeforeEach
    void mayMount() {
        Needs.need(Platform.mayMount(), "the right to mount");
    }

    @Test
    void ext4WithSectors() throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 512, "mkfs.ext4", "-q")) {
            Path file = Files.write(disk.root().resolve("a"), new byte[10 * KIB]);
            withDescriptor(file, fd -> {
                assertEquals(512, DirectProbe.of(fd).offset());
                assertEquals(new DirectAlignment(512, 512), DirectProbe.byReads(fd));
                assertNull(DirectProbe.byXfs(fd));
                assertNull(DirectProbe.byDevice(fd));
            });
        }
    }

    @Test
    void ext4WithLargeBlocks() throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 4096, "mkfs.ext4", "-q")) {
            Path file = Files.write(disk.root().resolve("a"), new byte[10 * KIB]);
            withDescriptor(file, fd -> {
                assertEquals(4096, DirectProbe.of(fd).offset());
                assertEquals(new DirectAlignment(4096, 4096), DirectProbe.byReads(fd));
            });
        }
    }

    @Test
    void xfsAnswersForItself() throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 4096, "mkfs.xfs", "-q")) {
            Path file = Files.write(disk.root().resolve("a"), new byte[10 * KIB]);
            withDescriptor(file, fd -> {
                DirectAlignment byXfs = DirectProbe.byXfs(fd);
                assertNotNull(byXfs);
                assertEquals(4096, byXfs.offset());
                assertEquals(DirectProbe.of(fd).offset(), byXfs.offset());
            });
        }
    }

    @Test
    void aDeviceAnswersForItself() throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 4096, "mkfs.ext4", "-q")) {
            withDescriptor(disk.device().path(), fd -> {
                assertEquals(new DirectAlignment(4096, 4096), DirectProbe.byDevice(fd));
                assertEquals(4096, DirectProbe.of(fd).offset());
            });
        }
    }

    @Test
    void anEmptyFileTellsNothingByReads() throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 512, "mkfs.ext4", "-q")) {
            Path file = Files.createFile(disk.root().resolve("a"));
            withDescriptor(file, fd -> assertEquals(new DirectAlignment(4096, 4096), DirectProbe.byReads(fd)));
        }
    }

    private interface Use {
        void with(int fd) throws IOException;
    }

    private static void withDescriptor(Path path, Use use) throws IOException {
        int fd = SystemCall.check(PosixFileNative.open(
                LinuxConstants.AT_FDCWD, PathBytes.of(path), LinuxConstants.O_RDONLY | LinuxConstants.O_DIRECT, 0));
        try {
            use.with(fd);
        } finally {
            PosixFileNative.close(fd);
        }
    }
}
