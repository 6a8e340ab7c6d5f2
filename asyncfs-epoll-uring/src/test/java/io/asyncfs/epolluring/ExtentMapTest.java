/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The device is asked where the parts of a file are when that is opened, not while its loop submits a read. */
class ExtentMapTest {
    private static final int PIECE = 4096;
    private static final int PIECES = 2000;

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"io_uring, mkfs.ext4", "io_uring, mkfs.xfs", "linux_aio, mkfs.ext4", "linux_aio, mkfs.xfs"})
    void aReadReadsWhatItIsAskedForAlone(String backend, String mkfs) throws Exception {
        Needs.backends(backend);
        Needs.need(Platform.mayMount(), "the right to mount");
        try (LoopDisk disk = LoopDisk.make(dir, 512, mkfs, "-q")) {
            Path path = disk.root().resolve("parts");
            try (FileChannel parts = FileChannel.open(path, CREATE, WRITE)) {
                for (int i = 0; i < PIECES; i++) {
                    parts.write(ByteBuffer.allocate(PIECE), 2L * i * PIECE);
                }
            }
            Commands.unmount(disk.root());
            // To read only: ext4 would read maps of its own at some time within seconds (ext4lazyinit,
            // prefetch_block_bitmaps).
            Commands.run(
                    "mount",
                    "-o",
                    "ro",
                    disk.device().path().toString(),
                    disk.root().toString());
            try (AsyncFs fs = AsyncFs.builder().backend(backend).build()) {
                AsyncFile file = fs.open(path, READ, DirectIo.REQUIRED).get(30, TimeUnit.SECONDS);
                long before = reads(disk.device().path());
                ByteBuf read = file.read((long) PIECES * PIECE, PIECE).get(30, TimeUnit.SECONDS);
                assertEquals(PIECE, read.readableBytes());
                read.release();
                assertEquals(1, reads(disk.device().path()) - before, "reads of the device");
                file.close().get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** See Documentation/admin-guide/iostats.rst. */
    private static long reads(Path device) throws IOException {
        String statistics = Files.readString(
                Path.of("/sys/class/block", device.getFileName().toString(), "stat"));
        return Long.parseLong(statistics.strip().split("\\s+")[0]);
    }
}
