/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.AsyncFs;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Stamp;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An AsynchronousFileChannel: the JDK's, or ours. */
public final class AsyncChannelEngine implements Engine {
    private final String backend;
    private final Opening<AsynchronousFileChannel> opening;
    private final Runnable end;

    private AsyncChannelEngine(String backend, Opening<AsynchronousFileChannel> opening, Runnable end) {
        this.backend = backend;
        this.opening = opening;
        this.end = end;
    }

    /** Takes the threads of the JDK's channel; 0 for its default executor, which makes threads as they are needed. */
    public static Engine ofJdk(int threads) {
        ExecutorService executor = threads == 0 ? null : Executors.newFixedThreadPool(threads);
        return new AsyncChannelEngine(
                "JDK " + Runtime.version().feature(),
                (path, options) -> AsynchronousFileChannel.open(path, options, executor),
                () -> {
                    if (executor != null) {
                        executor.shutdown();
                    }
                });
    }

    /** Makes the one of ours, whose handlers run where it pleases. */
    public static Engine ofAsyncFs(AsyncFs fs) {
        return new AsyncChannelEngine(
                fs.backend(),
                (path, options) -> AsyncFsAsynchronousFileChannel.open(fs, path, options, null),
                () -> fs.shutdown().syncUninterruptibly());
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public Session open(Job job) throws IOException {
        return new Transfers(job, opening);
    }

    @Override
    public void close() {
        end.run();
    }

    private static final class Transfers implements Session {
        private final Job job;
        private final AsynchronousFileChannel[] files;
        private final Transfer[] slots;
        private final AtomicInteger active = new AtomicInteger();
        private Meter meter;
        private CompletableFuture<Void> over;

        Transfers(Job job, Opening<AsynchronousFileChannel> opening) throws IOException {
            this.job = job;
            Workload workload = job.workload();
            files = opening.all(job, AsynchronousFileChannel[]::new);
            Places[] places = Places.of(job, workload.depth());
            slots = new Transfer[places.length];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = new Transfer(
                        places[i],
                        FileChannelEngine.block(workload),
                        workload.kind().isRead());
                Stamp.fill(slots[i].buffer, 0, 0);
            }
        }

        @Override
        public void run(Meter with) throws InterruptedException, ExecutionException {
            meter = with;
            over = new CompletableFuture<>();
            active.set(slots.length);
            for (Transfer slot : slots) {
                slot.submit();
            }
            over.get();
        }

        @Override
        public void close() throws IOException {
            for (AsynchronousFileChannel file : files) {
                file.close();
            }
        }

        private final class Transfer implements CompletionHandler<Integer, Void> {
            private final Places place;
            private final ByteBuffer buffer;
            private final boolean reads;
            private long start;

            Transfer(Places place, ByteBuffer buffer, boolean reads) {
                this.place = place;
                this.buffer = buffer;
                this.reads = reads;
            }

            void submit() {
                place.next();
                start = System.nanoTime();
                if (reads) {
                    files[place.file()].read(buffer.clear(), place.position(), null, this);
                } else {
                    Blocks.stamp(buffer, place, meter.pass());
                    files[place.file()].write(buffer.clear(), place.position(), null, this);
                }
            }

            @Override
            public void completed(Integer bytes, Void nothing) {
                try {
                    Blocks.expect(buffer.capacity(), place, bytes);
                    if (reads) {
                        Blocks.check(buffer, place, meter.pass().checksAll());
                    } else if (meter.pass().checksAll()) {
                        Blocks.checkWritten(job.file(place.file()), place, meter.pass());
                    }
                } catch (AssertionError | IOException e) {
                    failed(e, null);
                    return;
                }
                if (meter.lane().ended(start) && !over.isDone()) {
                    submit();
                } else if (active.decrementAndGet() == 0) {
                    over.complete(null);
                }
            }

            @Override
            public void failed(Throwable cause, Void nothing) {
                over.completeExceptionally(cause);
            }
        }
    }
}
