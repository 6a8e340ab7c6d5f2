/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The records of durable appends: each says whose it is and which; what was acknowledged must be there.
 *
 * <pre>
 *   byte   0        8         16
 *          | writer | number  | number, again and again |    little-endian longs
 * </pre>
 */
public final class Records {
    private final Job job;
    private final AtomicLongArray acknowledged;

    /** Takes a job of durable appends, whose file is empty. */
    public Records(Job job) {
        this.job = job;
        acknowledged = new AtomicLongArray(job.workload().depth());
    }

    /** Writes a writer's next record into a buffer that has its size. Any thread, one per writer. */
    public void fill(ByteBuffer buffer, int writer) {
        long number = acknowledged.get(writer);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, writer);
        for (int at = Long.BYTES; at < buffer.limit(); at += Long.BYTES) {
            buffer.putLong(at, number);
        }
    }

    /** A writer's record is durable. */
    public void acknowledge(int writer) {
        acknowledged.incrementAndGet(writer);
    }

    /** Fails unless the file has exactly the acknowledged records, each writer's in order. */
    public void check() throws IOException {
        long[] next = new long[acknowledged.length()];
        try (FileChannel channel = FileChannel.open(job.file(0), StandardOpenOption.READ)) {
            ByteBuffer record = ByteBuffer.allocate(job.workload().block()).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < channel.size(); at += record.capacity()) {
                if (channel.read(record.clear(), at) != record.capacity()) {
                    throw new AssertionError("a record is torn at " + at);
                }
                int writer = (int) record.getLong(0);
                for (int word = Long.BYTES; word < record.capacity(); word += Long.BYTES) {
                    if (record.getLong(word) != next[writer]) {
                        throw new AssertionError("writer " + writer + ": expected record " + next[writer] + " at " + at
                                + ", got " + record.getLong(word));
                    }
                }
                next[writer]++;
            }
        }
        for (int writer = 0; writer < next.length; writer++) {
            if (next[writer] != acknowledged.get(writer)) {
                throw new AssertionError("writer " + writer + ": " + acknowledged.get(writer)
                        + " records were acknowledged, " + next[writer] + " are there");
            }
        }
    }
}
