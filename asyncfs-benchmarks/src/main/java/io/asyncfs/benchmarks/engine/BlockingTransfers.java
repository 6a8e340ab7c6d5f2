/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads or writes of file channels, one after the other on the thread that runs it. */
final class BlockingTransfers implements Session {
    private final Job job;
    private final FileChannel[] files;
    private final Places place;
    private final ByteBuffer buffer;
    private final boolean reads;

    /** Takes the channels, which it closes. */
    BlockingTransfers(Job job, FileChannel[] files, Places place) {
        this.job = job;
        this.files = files;
        this.place = place;
        buffer = FileChannelEngine.block(job.workload());
        Stamp.fill(buffer, 0, 0);
        reads = job.workload().kind().isRead();
    }

    @Override
    public void run(Meter meter) throws IOException {
        Meter.Lane lane = meter.lane();
        Pass pass = meter.pass();
        long start;
        do {
            place.next();
            FileChannel file = files[place.file()];
            start = System.nanoTime();
            if (reads) {
                expectBlock(file.read(buffer.clear(), place.position()));
                Blocks.check(buffer, place, pass.checksAll());
            } else {
                Blocks.stamp(buffer, place, pass);
                expectBlock(file.write(buffer.clear(), place.position()));
                if (pass.checksAll()) {
                    Blocks.checkWritten(job.file(place.file()), place, pass);
                }
            }
        } while (lane.ended(start));
    }

    private void expectBlock(int bytes) {
        Blocks.expect(buffer.capacity(), place, bytes);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}
