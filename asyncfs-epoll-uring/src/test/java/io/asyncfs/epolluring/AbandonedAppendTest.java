/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loop ends while the kernel has an append that waits. Its thread of the kernel may look the descriptor up later, and must not
 * find another file by that number.
 */
class AbandonedAppendTest {
    @TempDir
    private Path dir;

    @Test
    void itsDescriptorIsGivenToNobodyElse() throws Exception {
        Needs.backends("io_uring");
        Needs.need(Platform.mayMount(), "the right to mount");
        LoopDisk disk = LoopDisk.make(dir, 512, "mkfs.ext4", "-q");
        try {
            Path path = disk.root().resolve("a");
            try (AsyncFs fs = AsyncFs.builder()
                    .backend("io_uring")
                    .drainTimeout(Duration.ZERO)
                    .build()) {
                EventLoopGroup group = fs.newEventLoopGroup(1);
                AsyncFile file = fs.open(group.next(), path, WRITE, CREATE).get(30, TimeUnit.SECONDS);
                ByteBuf record = Unpooled.directBuffer().writeLong(1);
                Commands.run("fsfreeze", "--freeze", disk.root().toString());
                try {
                    Future<Integer> append = file.append(record);
                    while (fs.counters().get("io_uring.append") == 0) {
                        Thread.onSpinWait();
                    }
                    group.shutdownGracefully(0, 30, TimeUnit.SECONDS).sync();
                    ExecutionException failure = assertThrows(ExecutionException.class, append::get);
                    assertInstanceOf(LoopTerminatedException.class, failure.getCause());
                    assertEquals(1, descriptors(path).size(), "open descriptors of " + path);
                } finally {
                    Commands.run("fsfreeze", "--unfreeze", disk.root().toString());
                }
            }
            for (int descriptor : descriptors(path)) { // it is kept for good
                PosixFileNative.close(descriptor);
            }
        } finally {
            Commands.run("umount", "--lazy", disk.root().toString()); // the kernel's thread may not be done yet
            disk.device().close();
        }
    }

    private static List<Integer> descriptors(Path path) {
        return Descriptors.open().entrySet().stream()
                .filter(open -> open.getValue().equals(path.toString()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
