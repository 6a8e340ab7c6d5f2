/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A write of a part of a page that is not cached waits for the disk to be read. Where that does not answer, writes to other
 * files, of other disks, go on.
 */
@Tag("fuse")
@Tag("disk")
public class HeldWriteContract extends Contract {
    private static final int PAGE = 4096;
    private static final int PART = 100;

    /** More than the kernel has places for writes that wait: 64, by a hash of the file, of which these take most. */
    private static final int FILES = 200;

    /** So many that one of them would share such a place. */
    private static final int OTHERS = 16;

    private SlowDisk slow;
    private Tmpfs fast;
    private ByteBuf part;

    @BeforeEach
    void mountDisks() throws Exception {
        slow = closeLater(SlowDisk.mount(path("slow")));
        fast = closeLater(Tmpfs.mount(path("fast"), "size=1m"));
        part = fs().allocBuf(PART).writeZero(PART);
    }

    @AfterEach
    void release() {
        assertTrue(part.release(), "only the caller's reference is left");
    }

    private List<AsyncFile> openSlow() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Content.write(slow.path("file" + i), PAGE);
        }
        slow.dropCaches();
        List<AsyncFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(open(slow.path("file" + i), WRITE));
        }
        return files;
    }

    private List<AsyncFile> openOthers() throws Exception {
        List<AsyncFile> files = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            files.add(open(i % 2 == 0 ? fast.path("other" + i) : path("other" + i), CREATE, WRITE));
        }
        return files;
    }

    @Test
    void writesElsewhereGoOn() throws Exception {
        List<AsyncFile> files = openSlow();
        List<AsyncFile> others = openOthers();
        slow.disk().hold(SlowOp.READ);
        List<Future<Integer>> held = new ArrayList<>();
        for (AsyncFile file : files) {
            held.add(file.write(part.duplicate(), PART));
        }
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        Latencies latencies = Latencies.of(500, () -> {
            for (AsyncFile other : others) {
                assertEquals(PART, await(other.write(part.duplicate(), PART)));
            }
        });
        for (Future<Integer> write : held) {
            assertFalse(write.isDone(), "a write that waits for a disk which does not answer");
        }
        slow.disk().release(SlowOp.READ);
        for (Future<Integer> write : held) {
            assertEquals(PART, await(write));
        }
        latencies.assertNoStall();
        for (AsyncFile file : files) {
            await(file.close());
        }
        for (AsyncFile other : others) {
            await(other.close());
        }
    }
}
