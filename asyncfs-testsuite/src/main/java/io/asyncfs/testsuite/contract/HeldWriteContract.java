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

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A write of a part of a page that is not cached waits for the disk to be read. Where that does not answer, writes to other
 * files, of other disks, go on.
 */
public class HeldWriteContract extends HeldDiskFiles {
    private static final int PAGE = 4096;
    private static final int PART = 100;

    /** So many that one of them would wait behind one of the others: the kernel has 64 hashes of files. */
    private static final int OTHERS = 16;

    /** Made by JUnit. */
    public HeldWriteContract() {
        super(PART);
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
        for (int i = 0; i < FILES; i++) {
            Content.write(slow.path("file" + i), PAGE);
        }
        slow.dropCaches();
        List<AsyncFile> files = openSlow(WRITE);
        List<AsyncFile> others = openOthers();
        slow.disk().hold(SlowOp.READ);
        List<Future<Integer>> held = new ArrayList<>();
        for (AsyncFile file : files) {
            held.add(file.write(piece.duplicate(), PART));
        }
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        Latencies latencies = Latencies.of(500, () -> {
            for (AsyncFile other : others) {
                assertEquals(PART, await(other.write(piece.duplicate(), PART)));
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
        close(files);
        close(others);
    }
}
