/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static java.nio.file.StandardOpenOption.READ;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileStat;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.function.Consumer;

/** Small files, several at a time: open, stat, read, close. */
final class AsyncFsSmallFiles implements Session {
    private final AsyncFs fs;
    private final EventLoop loop;
    private final Job job;
    private final Visit[] slots;
    private final Slots running;

    AsyncFsSmallFiles(AsyncFs fs, EventLoop loop, Job job) {
        this.fs = fs;
        this.loop = loop;
        this.job = job;
        running = new Slots(loop);
        Places[] places = Places.of(job, job.workload().depth());
        slots = new Visit[places.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Visit(places[i], fs.allocBuf(job.workload().block()));
        }
    }

    @Override
    public void run(Meter meter) throws InterruptedException {
        running.run(meter, slots);
    }

    @Override
    public void close() {
        for (Visit slot : slots) {
            slot.buffer.release();
        }
    }

    private final class Visit implements Slots.Slot {
        private final Places place;
        private final ByteBuf buffer;
        private AsyncFile file;
        private long start;

        Visit(Places place, ByteBuf buffer) {
            this.place = place;
            this.buffer = buffer;
        }

        @Override
        public void submit() {
            place.next();
            start = System.nanoTime();
            then(fs.open(loop, job.file(place.file()), READ), this::opened);
        }

        private void opened(AsyncFile opened) {
            file = opened;
            then(file.stat(), this::known);
        }

        private void known(FileStat stat) {
            buffer.setIndex(0, 0);
            if (stat.size() != buffer.capacity()) {
                running.failed(new AssertionError("expected " + buffer.capacity() + " bytes, got " + stat.size()));
                return;
            }
            then(file.readFully(buffer, 0), this::read);
        }

        private void read(int bytes) {
            Stamp.checkAll(buffer, bytes, place.file(), 0);
            then(file.close(), this::closed);
        }

        private void closed(Void nothing) {
            running.ended(this, start);
        }

        private <T> void then(Future<T> future, Consumer<T> next) {
            future.addListener((GenericFutureListener<Future<T>>) done -> {
                try {
                    if (!done.isSuccess()) {
                        throw done.cause();
                    }
                    next.accept(done.getNow());
                } catch (Throwable e) {
                    running.failed(e);
                }
            });
        }
    }
}
