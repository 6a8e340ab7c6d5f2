/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two that open a file each append to it as two processes do: only the kernel keeps one's record apart from the other's. The
 * disk may have little that is dirty, so that a write has to wait in the middle of a record.
 */
class SharedAppendsTest {
    private static final int RECORD = 1_000_001; // in several pieces of the page cache, and in one call
    private static final int RECORDS = 120;
    private static final Path DEVICES = Path.of("/sys/class/bdi");

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({"io_uring, mkfs.xfs", "io_uring, mkfs.ext4", "linux_aio, mkfs.xfs"})
    void recordsStayWhole(String backend, String mkfs) throws Exception {
        Needs.backends(backend);
        Needs.need(Platform.mayMount(), "the right to mount");
        try (LoopDisk disk = LoopDisk.make(dir, 512, mkfs, "-q")) {
            limitDirtyPages(disk.device().path());
            Path path = disk.root().resolve("a");
            try (AsyncFs fs = AsyncFs.builder().backend(backend).build()) {
                EventLoopGroup group = fs.newEventLoopGroup(2);
                List<Future<?>> appends = new ArrayList<>();
                for (byte who : new byte[] {'a', 'b'}) {
                    AsyncFile file = fs.open(group.next(), path, WRITE, CREATE).get(30, TimeUnit.SECONDS);
                    byte[] record = new byte[RECORD];
                    Arrays.fill(record, who);
                    ByteBuf content = Unpooled.directBuffer(RECORD).writeBytes(record);
                    for (int i = 0; i < RECORDS; i++) {
                        appends.add(file.append(content.retainedDuplicate()).addListener(done -> content.release()));
                    }
                    content.release();
                }
                for (Future<?> append : appends) {
                    assertEquals(RECORD, append.get(60, TimeUnit.SECONDS));
                }
                group.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
            }
            assertEquals(0, tornRecords(path));
        }
    }

    private static void limitDirtyPages(Path device) throws IOException {
        String number = Files.readString(
                Path.of("/sys/class/block", device.getFileName().toString(), "dev"));
        Path limits = DEVICES.resolve(number.strip());
        Needs.need(Files.exists(limits.resolve("max_bytes")), "Linux 6.2");
        Files.writeString(limits.resolve("strict_limit"), "1");
        Files.writeString(limits.resolve("max_bytes"), String.valueOf(4 << 20));
    }

    private static int tornRecords(Path path) throws IOException {
        assertEquals(2L * RECORDS * RECORD, Files.size(path));
        int torn = 0;
        try (InputStream in = Files.newInputStream(path)) {
            for (byte[] record = in.readNBytes(RECORD); record.length > 0; record = in.readNBytes(RECORD)) {
                byte[] whole = new byte[RECORD];
                Arrays.fill(whole, record[0]);
                torn += Arrays.equals(whole, record) ? 0 : 1;
            }
        }
        return torn;
    }
}
