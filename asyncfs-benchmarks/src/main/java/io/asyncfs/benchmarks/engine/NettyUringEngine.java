/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Job;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/** A read loop on Netty's own io_uring handler, as one would write it today: Netty has no file API, but takes requests. */
public final class NettyUringEngine implements Engine {
    private static final int RING = 4096;

    /** Fails where Netty's io_uring is not available. */
    public NettyUringEngine() {
        IoUring.ensureAvailability();
    }

    @Override
    public String backend() {
        return "Netty io_uring";
    }

    @Override
    public Session open(Job job) throws Exception {
        IoUringIoHandlerConfig config = new IoUringIoHandlerConfig().setRingSize(RING);
        return OnLoop.open(
                new MultiThreadIoEventLoopGroup(1, IoUringIoHandler.newFactory(config)),
                loop -> new NettyUringReads(loop, job));
    }

    /** The loops have ended with their sessions. */
    @Override
    public void close() {}
}
