/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link DepthContract} says, of direct I/O, which a device has in flight and not a cache. */
@Tag("concurrent")
@Tag("filesystem")
class DirectDepthContract extends DirectFiles {
    private static final int OPERATIONS = 4096;
    private static final int APPENDS = 1024;

    private AsyncFs fs;

    private AsyncFile openAt(int depth) {
        fs = fs(settings -> settings.queueDepth(depth));
        return open(fs, path("a"), CREATE, READ, WRITE, DirectIo.REQUIRED);
    }

    private static long position(int piece) {
        return (long) piece * BLOCK;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, OPERATIONS})
    void everyDepthGivesTheSameResults(int depth) throws Exception {
        AsyncFile file = openAt(depth);
        // All from one task of the loop: nothing ends before the last of them has started.
        List<Future<Integer>> writes = onLoopOf(file, () -> {
            List<Future<Integer>> started = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                ByteBuf buffer = content(position(i), BLOCK);
                started.add(file.write(buffer, position(i)));
                buffer.release();
            }
            return started;
        });
        for (Future<Integer> write : writes) {
            assertEquals(BLOCK, await(write));
        }
        new DepthTrial(file, BLOCK).readAll(OPERATIONS);
        DepthTrial.assertUsed(fs, depthHere(depth));
        await(file.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, OPERATIONS})
    void everyDepthKeepsTheOrderOfAppendsAndSyncs(int depth) throws Exception {
        AsyncFile file = openAt(depth);
        new DepthTrial(file, BLOCK).appendAll(APPENDS, offset -> content(offset, BLOCK));
        assertContent(path("a"), APPENDS * BLOCK);
        await(file.close());
    }
}
