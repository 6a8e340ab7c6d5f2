/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static io.asyncfs.testsuite.harness.Contract.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Content;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/**
 * Many operations on a file of pieces, all from one task of its loop: nothing ends before the last of them has started.
 *
 * @param file with {@link Content}
 * @param piece bytes of each operation
 */
record DepthTrial(AsyncFile file, int piece) {
    private long position(int index) {
        return (long) index * piece;
    }

    /** Reads so many pieces and asserts that they are right. */
    void readAll(int count) {
        List<Future<ByteBuf>> reads = await(file.executor().submit(() -> {
            List<Future<ByteBuf>> started = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                started.add(file.read(position(i), piece));
            }
            return started;
        }));
        for (int i = 0; i < count; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(position(i), piece, buffer);
            buffer.release();
        }
    }

    /** Appends so many pieces, with syncs in between, and asserts that none of these overtakes what was before it. */
    void appendAll(int count, LongFunction<ByteBuf> content) {
        AtomicInteger done = new AtomicInteger();
        List<String> overtaken = new CopyOnWriteArrayList<>();
        List<Future<?>> started = await(file.executor().submit(() -> {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ByteBuf buffer = content.apply(position(i));
                futures.add(file.append(buffer).addListener(append -> done.incrementAndGet()));
                buffer.release();
                if (i % 64 == 63) {
                    int before = i + 1;
                    futures.add(file.dataSync().addListener(sync -> {
                        if (done.get() < before) {
                            overtaken.add("a sync after " + before + " appends when " + done + " were done");
                        }
                    }));
                }
            }
            return futures;
        }));
        for (Future<?> one : started) {
            await(one);
        }
        assertEquals(List.of(), overtaken);
    }

    /** Asserts that no more were in flight at once than may be, and that it was not one at a time. */
    static void assertUsed(AsyncFs fs, int depth) {
        long inFlightMax = fs.counters().get("inFlightMax");
        assertTrue(inFlightMax <= depth, "in flight at once: " + inFlightMax);
        assertFalse(depth > 1 && inFlightMax == 1, "one at a time at depth " + depth);
    }
}
