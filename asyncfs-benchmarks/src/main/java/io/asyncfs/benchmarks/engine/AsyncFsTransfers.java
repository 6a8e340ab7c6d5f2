/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Stamp;
import io.asyncfs.benchmarks.work.Workload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Reads or writes of blocks. */
final class AsyncFsTransfers implements Session {
    private final AsyncFile[] files;
    private final Transfer[] slots;
    private final Slots running;
    private final int block;
    private final boolean reads;
    private final int syncEvery;
    private int unsynced;
    private Pass pass;

    AsyncFsTransfers(AsyncFs fs, EventLoop loop, Job job, int syncEvery)
            throws InterruptedException, ExecutionException {
        Workload workload = job.workload();
        running = new Slots(loop);
        block = workload.block();
        this.syncEvery = syncEvery;
        reads = workload.kind().isRead();
        files = open(fs, loop, job);
        Places[] places = Places.of(job, workload.depth());
        slots = new Transfer[workload.depth()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Transfer(places[i], fs.allocBuf(block));
            Stamp.fill(slots[i].buffer.nioBuffer(0, block), 0, 0);
        }
    }

    /** Opens all files of a job, or none: the process goes on with other jobs when that fails. */
    private static AsyncFile[] open(AsyncFs fs, EventLoop loop, Job job)
            throws InterruptedException, ExecutionException {
        List<AsyncFile> files = new ArrayList<>();
        try {
            for (int i = 0; i < job.workload().files(); i++) {
                files.add(fs.open(loop, job.file(i), options(job.workload())).get());
            }
        } catch (Throwable e) {
            files.forEach(file -> file.close().syncUninterruptibly());
            throw e;
        }
        return files.toArray(AsyncFile[]::new);
    }

    private static OpenOption[] options(Workload workload) {
        OpenOption use = workload.kind().isRead() ? READ : WRITE;
        return workload.direct() ? new OpenOption[] {use, DirectIo.REQUIRED} : new OpenOption[] {use};
    }

    @Override
    public void run(Meter meter) throws InterruptedException {
        pass = meter.pass();
        running.run(meter, slots);
    }

    @Override
    public void close() {
        for (AsyncFile file : files) {
            file.close().syncUninterruptibly();
        }
        for (Transfer slot : slots) {
            slot.buffer.release();
        }
    }

    private final class Transfer implements Slots.Slot, GenericFutureListener<Future<Integer>> {
        private final Places place;
        private final ByteBuf buffer;
        private long start;

        Transfer(Places place, ByteBuf buffer) {
            this.place = place;
            this.buffer = buffer;
        }

        @Override
        public void submit() {
            place.next();
            AsyncFile file = files[place.file()];
            if (reads) {
                buffer.setIndex(0, 0);
                start = System.nanoTime();
                file.read(buffer, place.position()).addListener(this);
            } else {
                buffer.setIndex(0, block).setLongLE(0, Stamp.of(pass.number(), place.position()));
                start = System.nanoTime();
                file.write(buffer, place.position()).addListener(this);
            }
        }

        @Override
        public void operationComplete(Future<Integer> done) {
            try {
                expect(done);
            } catch (Throwable e) {
                running.failed(e);
                return;
            }
            if (syncEvery > 0 && ++unsynced >= syncEvery) {
                unsynced = 0;
                files[place.file()].dataSync().addListener(this::synced);
                return;
            }
            running.ended(this, start);
        }

        private void synced(Future<? super Void> done) {
            if (done.isSuccess()) {
                running.ended(this, start);
            } else {
                running.failed(done.cause());
            }
        }

        private void expect(Future<Integer> done) throws Throwable {
            if (!done.isSuccess()) {
                throw done.cause();
            }
            Blocks.expect(block, place, done.getNow());
            if (reads) {
                Blocks.check(buffer, block, place, pass.checksAll());
            } else if (pass.checksAll()) {
                Blocks.checkWritten(files[place.file()].path(), place, pass);
            }
        }
    }
}
