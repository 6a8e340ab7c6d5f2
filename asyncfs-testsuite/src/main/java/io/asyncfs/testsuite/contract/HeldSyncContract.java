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
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.util.concurrent.Future;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writes and syncs wait on threads, the kernel's or the pool's. Those of a disk that does not answer get half of them at
 * most, so that writes and syncs elsewhere go on.
 */
public class HeldSyncContract extends HeldDiskFiles {
    private static final int PIECE = 4096;

    /** Made by JUnit. */
    public HeldSyncContract() {
        super(PIECE);
    }

    private static OpenOption[] options(boolean direct) {
        return direct ? new OpenOption[] {CREATE, WRITE, DirectIo.REQUIRED} : new OpenOption[] {CREATE, WRITE};
    }

    /** The direct writes extend their files, for which the kernel lets a thread wait. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesAndSyncsElsewhereGoOn(boolean direct) throws Exception {
        AsyncFile other = open(fast.path("other"), CREATE, WRITE);
        List<AsyncFile> files = openSlow(options(direct));
        slow.disk().hold(SlowOp.WRITE);
        List<Future<?>> held = new ArrayList<>();
        for (AsyncFile file : files) {
            held.add(file.write(piece.duplicate(), 0));
            held.add(file.dataSync());
        }
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.WRITE));
        Latencies latencies = Latencies.of(500, () -> {
            assertEquals(PIECE, await(other.write(piece.duplicate(), 0)));
            await(other.dataSync());
            assertEquals(PIECE, await(other.write(piece.duplicate(), PIECE)));
            await(other.sync());
        });
        for (int i = 1; i < held.size(); i += 2) {
            assertFalse(held.get(i).isSuccess(), "a sync of a disk that does not answer");
        }
        slow.disk().release(SlowOp.WRITE);
        for (Future<?> operation : held) {
            await(operation);
        }
        latencies.assertNoStall();
        await(other.close());
        close(files);
    }
}
