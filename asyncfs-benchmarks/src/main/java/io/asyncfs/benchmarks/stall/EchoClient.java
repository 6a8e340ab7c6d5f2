/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks a loop for an echo at a fixed rate and measures from when it should have asked: what waits behind a stall counts as
 * late, too.
 */
final class EchoClient {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(60); // what a sleep may last longer
    private static final int BYTES = 16;

    private EchoClient() {}

    /** Asks for so long, on the calling thread. */
    static Histogram run(InetSocketAddress server, long nanos) throws IOException {
        Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
        try (SocketChannel channel = SocketChannel.open(server)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
            long begin = System.nanoTime();
            for (long due = begin; due - begin < nanos; due += PERIOD_NANOS) {
                awaitTime(due);
                ask(channel, buffer);
                latencies.recordValue(System.nanoTime() - due);
            }
        }
        return latencies;
    }

    private static void awaitTime(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static void ask(SocketChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the server closed the connection");
            }
        }
    }
}
