/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which way direct writes go in a ring of this kernel, and of those before 6.4 that it is taken for: told by the counters. */
class DirectWritesTest {
    private static final int SIZE = 64 << 10;
    private static final int PIECE = 4096;

    @TempDir
    private Path dir;

    /** Writes a piece within the file that is given, and one behind its end; prints where each was done. */
    public static void main(String[] args) {
        try (AsyncFs fs = AsyncFs.builder().backend("io_uring").build()) {
            AsyncFile file = Contract.await(fs.open(Path.of(args[0]), StandardOpenOption.WRITE, DirectIo.REQUIRED));
            ByteBuf piece = fs.allocBuf(PIECE).writeZero(PIECE);
            for (long position : new long[] {0, SIZE}) {
                Contract.await(file.write(piece.duplicate(), position));
                System.out.println("ring " + fs.counters().get("io_uring.write") + " pool "
                        + fs.counters().get("pool.write"));
            }
            piece.release();
            Contract.await(file.close());
        }
    }

    @BeforeAll
    static void needsARingAndADisk() {
        Needs.backends("io_uring");
        Needs.need(Platform.mayMount(), "the right to mount");
    }

    private void assertWays(String expected, String... options) throws Exception {
        try (LoopDisk disk = LoopDisk.make(dir, 512, "mkfs.ext4", "-q")) {
            // Nothing of it may be cached: to write past pages that are there means to wait for them.
            Path file = disk.root().resolve("file");
            Commands.run("dd", "if=/dev/zero", "of=" + file, "oflag=direct", "bs=64k", "count=1", "status=none");
            String[] command = new String[options.length + 5];
            command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            System.arraycopy(options, 0, command, 1, options.length);
            command[command.length - 4] = "-cp";
            command[command.length - 3] = System.getProperty("java.class.path");
            command[command.length - 2] = DirectWritesTest.class.getName();
            command[command.length - 1] = file.toString();
            assertEquals(expected, Commands.run(command).strip());
        }
    }

    @Test
    void whereTheyWaitSideBySideTheRingHasThemAll() throws Exception {
        assertWays("ring 1 pool 0\nring 2 pool 0");
    }

    @Test
    void elsewhereWhatWouldWaitIsThePools() throws Exception {
        assertWays("ring 1 pool 0\nring 2 pool 1", "-Dio.asyncfs.uring.disable=DIRECT_WRITES");
    }
}
