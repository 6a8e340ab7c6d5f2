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
import io.asyncfs.nio.AsyncFsFileChannel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** A FileChannel, the JDK's or ours, on a virtual thread for each operation in flight; from JDK 21 on. */
final class VirtualThreadsEngine implements Engine {
    private final String backend;
    private final Opening<FileChannel> opening;
    private final Runnable end;
    private final ThreadFactory threads = virtualThreads();

    private VirtualThreadsEngine(String backend, Opening<FileChannel> opening, Runnable end) {
        this.backend = backend;
        this.opening = opening;
        this.end = end;
    }

    /** Makes the one of the JDK's channel. */
    static Engine ofJdk() {
        return new VirtualThreadsEngine("JDK " + Runtime.version().feature(), FileChannel::open, () -> {});
    }

    /** Makes the one of ours. */
    static Engine ofAsyncFs(AsyncFs fs) {
        return new VirtualThreadsEngine(
                fs.backend(), (path, options) -> AsyncFsFileChannel.open(fs, path, options), () -> fs.shutdown()
                        .syncUninterruptibly());
    }

    /** What compiles this does not have them. */
    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException( // without the cause, which says less
                    "no virtual threads on JDK " + Runtime.version().feature());
        }
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public Session open(Job job) throws IOException {
        FileChannel[] files = opening.all(job, FileChannel[]::new);
        List<Session> readers = new ArrayList<>();
        for (Places place : Places.of(job, job.workload().depth())) {
            readers.add(new BlockingTransfers(job, files, place));
        }
        return new SideBySide(readers, threads);
    }

    @Override
    public void close() {
        end.run();
    }

    private record SideBySide(List<Session> readers, ThreadFactory threads) implements Session {
        @Override
        public void run(Meter meter) throws Exception {
            Runs.sideBySide(readers, meter, threads);
        }

        @Override
        public void close() throws IOException {
            readers.get(0).close(); // all have the same channels
        }
    }
}
