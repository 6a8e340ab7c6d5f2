/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFs;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Records;
import io.asyncfs.benchmarks.work.Stamp;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A FileChannel, the JDK's or ours, which blocks: one operation after the other, on one thread; durable appends on a thread for
 * each writer.
 */
public final class FileChannelEngine implements Engine {
    private static final OpenOption DIRECT = directOption();

    private final String backend;
    private final Opening<FileChannel> opening;
    private final Runnable end;

    private FileChannelEngine(String backend, Opening<FileChannel> opening, Runnable end) {
        this.backend = backend;
        this.opening = opening;
        this.end = end;
    }

    /** Makes the one of the JDK's channel. */
    public static Engine ofJdk() {
        return new FileChannelEngine(
                "JDK " + Runtime.version().feature(), (path, options) -> FileChannel.open(path, options), () -> {});
    }

    /** Makes the one of ours. */
    public static Engine ofAsyncFs(AsyncFs fs) {
        return new FileChannelEngine(
                fs.backend(), (path, options) -> AsyncFsFileChannel.open(fs, path, options), () -> fs.shutdown()
                        .syncUninterruptibly());
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public Session open(Job job) throws IOException {
        return switch (job.workload().kind()) {
            case DURABLE_APPEND -> new Appends(job, opening);
            case SMALL_FILES -> new SmallFiles(job, opening);
            default -> {
                FileChannel[] files = opening.all(job, FileChannel[]::new);
                yield new BlockingTransfers(job, files, Places.of(job, 1)[0]);
            }
        };
    }

    @Override
    public void close() {
        end.run();
    }

    /** Returns memory for one block, aligned for direct I/O. */
    static ByteBuffer block(Workload workload) {
        int alignment = 4096;
        return ByteBuffer.allocateDirect(workload.block() + 2 * alignment) // the slice ends at a multiple, too
                .alignedSlice(alignment)
                .limit(workload.block())
                .slice();
    }

    static Set<OpenOption> options(Workload workload) {
        OpenOption use = workload.kind().isRead() ? READ : WRITE;
        return workload.direct() ? Set.of(use, DIRECT) : Set.of(use);
    }

    /** ExtendedOpenOption.DIRECT, of which javac of newer JDKs warns: "internal proprietary API". */
    private static OpenOption directOption() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return (OpenOption) options.getField("DIRECT").get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Appends implements Session {
        private final FileChannel file;
        private final Records records;
        private final Workload workload;
        private final ExecutorService threads;

        Appends(Job job, Opening<FileChannel> opening) throws IOException {
            workload = job.workload();
            records = new Records(job);
            file = opening.open(job.file(0), Set.of(APPEND));
            threads = Executors.newFixedThreadPool(workload.depth());
        }

        @Override
        public void run(Meter meter) throws Exception {
            Future<?>[] writers = new Future<?>[workload.depth()];
            for (int i = 0; i < writers.length; i++) {
                int number = i;
                writers[i] = threads.submit((Callable<Void>) () -> write(number, meter.lane()));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            if (meter.pass().checksAll()) {
                records.check();
            }
        }

        private Void write(int writer, Meter.Lane lane) throws IOException {
            ByteBuffer buffer = block(workload);
            long start;
            do {
                records.fill(buffer, writer);
                start = System.nanoTime();
                if (file.write(buffer.clear()) != workload.block()) {
                    throw new AssertionError("a record was torn");
                }
                file.force(false);
                records.acknowledge(writer);
            } while (lane.ended(start));
            return null;
        }

        @Override
        public void close() throws IOException {
            threads.shutdown();
            file.close();
        }
    }

    private record SmallFiles(Job job, Opening<FileChannel> opening) implements Session {
        @Override
        public void run(Meter meter) throws IOException {
            Meter.Lane lane = meter.lane();
            Places place = Places.of(job, 1)[0];
            ByteBuffer buffer = block(job.workload());
            long start;
            do {
                place.next();
                start = System.nanoTime();
                try (FileChannel file = opening.open(job.file(place.file()), Set.of(READ))) {
                    int bytes = file.size() == buffer.capacity() ? file.read(buffer.clear(), 0) : -1;
                    Blocks.expect(buffer.capacity(), place, bytes);
                    Stamp.checkAll(Unpooled.wrappedBuffer(buffer.clear()), bytes, place.file(), 0);
                }
            } while (lane.ended(start));
        }

        @Override
        public void close() {}
    }
}
