/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Records;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Writers that share a file: each appends a record, waits until it is durable, and goes on. */
final class AsyncFsAppends implements Session {
    private final AsyncFs fs;
    private final AsyncFile file;
    private final Writer[] writers;
    private final Slots running;
    private final Records records;

    AsyncFsAppends(AsyncFs fs, EventLoop loop, Job job) throws InterruptedException, ExecutionException {
        this.fs = fs;
        running = new Slots(loop);
        records = new Records(job);
        file = fs.open(loop, job.file(0), WRITE).get();
        writers = new Writer[job.workload().depth()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new Writer(i, fs.allocBuf(job.workload().block()));
        }
    }

    @Override
    public void run(Meter meter) throws Exception {
        running.run(meter, writers);
        if (meter.pass().checksAll()) {
            records.check();
        }
    }

    @Override
    public long syncs() {
        return fs.counters().snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith("sync"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        file.close().syncUninterruptibly();
        for (Writer writer : writers) {
            writer.buffer.release();
        }
    }

    private final class Writer implements Slots.Slot {
        private final int number;
        private final ByteBuf buffer;
        private long start;

        Writer(int number, ByteBuf buffer) {
            this.number = number;
            this.buffer = buffer;
        }

        @Override
        public void submit() {
            records.fill(buffer.nioBuffer(0, buffer.capacity()), number);
            buffer.setIndex(0, buffer.capacity());
            start = System.nanoTime();
            file.append(buffer).addListener(this::appended);
        }

        private void appended(Future<? super Integer> done) {
            if (done.isSuccess() && Integer.valueOf(buffer.capacity()).equals(done.getNow())) {
                file.dataSync().addListener(this::durable);
            } else {
                running.failed(done.isSuccess() ? new AssertionError("a record was torn") : done.cause());
            }
        }

        private void durable(Future<? super Void> done) {
            if (done.isSuccess()) {
                records.acknowledge(number);
                running.ended(this, start);
            } else {
                running.failed(done.cause());
            }
        }
    }
}
