/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.AsyncFs;
import io.asyncfs.AsyncFsBuilder;
import io.asyncfs.benchmarks.work.Job;
import io.netty.channel.EventLoop;

/** asyncfs on one of its backends: each session has a loop, on which everything happens. */
public final class AsyncFsEngine implements Engine {
    private static final int DEPTH = 4096;

    private final AsyncFs fs;
    private final int threads;

    /** Takes the backend, null for the best there is, and the threads of the pool, 0 for the default. */
    public AsyncFsEngine(String backend, int threads) {
        AsyncFsBuilder builder = AsyncFs.builder().queueDepth(DEPTH);
        if (backend != null) {
            builder.backend(backend);
        }
        if (threads > 0) {
            builder.poolSize(threads);
        }
        this.threads = threads;
        fs = builder.build();
    }

    @Override
    public String backend() {
        return fs.backend() + (threads > 0 ? " (" + threads + " threads)" : "");
    }

    @Override
    public Session open(Job job) throws Exception {
        return open(job, 0);
    }

    /** Opens the files of a job; each loop makes them durable after so many writes, 0 for never. */
    public Session open(Job job, int syncEvery) throws Exception {
        return OnLoop.open(fs.newEventLoopGroup(1), loop -> open(loop, job, syncEvery));
    }

    private Session open(EventLoop loop, Job job, int syncEvery) throws Exception {
        return switch (job.workload().kind()) {
            case DURABLE_APPEND -> new AsyncFsAppends(fs, loop, job);
            case SMALL_FILES -> new AsyncFsSmallFiles(fs, loop, job);
            default -> new AsyncFsTransfers(fs, loop, job, syncEvery);
        };
    }

    @Override
    public void close() {
        fs.shutdown().syncUninterruptibly();
    }
}
