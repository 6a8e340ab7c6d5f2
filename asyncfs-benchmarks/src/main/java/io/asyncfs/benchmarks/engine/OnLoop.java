/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Meter;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A session and its loop, which ends with it: loops of earlier workloads would be more than the one that is measured. */
record OnLoop(MultiThreadIoEventLoopGroup group, Session session) implements Session {
    /** Opens a session on a loop. */
    @FunctionalInterface
    interface Opener {
        Session on(IoEventLoop loop) throws Exception;
    }

    /** Opens one on the loop of a group, which ends when that fails, too. */
    static OnLoop open(MultiThreadIoEventLoopGroup group, Opener opener) throws Exception {
        try {
            return new OnLoop(group, opener.on(group.next()));
        } catch (Throwable e) {
            end(group);
            throw e;
        }
    }

    private static void end(MultiThreadIoEventLoopGroup group) {
        group.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    public void run(Meter meter) throws Exception {
        session.run(meter);
    }

    @Override
    public long syncs() {
        return session.syncs();
    }

    @Override
    public void close() throws IOException {
        session.close();
        end(group);
    }
}
