/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to which blocks of a file are sent, in turn. A block is sent once only, so that it is cold if it was at the
 * beginning. On the loop, but for the constructor and {@link #failure}.
 */
final class Readers {
    private final Sender sender;
    private final int block;
    private final int blocks;
    private final List<Reader> all = new ArrayList<>();
    private int turn;
    private int next;
    private long sent;
    private int inFlight;
    private volatile Throwable failure;

    /** Takes who sends, the bytes of a block, and how many blocks the file has: a power of two. */
    Readers(Sender sender, int block, int blocks) {
        this.sender = sender;
        this.block = block;
        this.blocks = blocks;
    }

    private static final class Reader {
        final Channel channel;
        final Sink sink;
        boolean busy;

        Reader(Channel channel, Sink sink) {
            this.channel = channel;
            this.sink = sink;
        }
    }

    void add(Channel channel, Sink sink) {
        all.add(new Reader(channel, sink));
    }

    /** Sends the next block to the reader whose turn it is, unless that has not got its last. */
    void sendNext() {
        Reader reader = all.get(turn++ % all.size());
        if (reader.busy) {
            return;
        }
        reader.busy = true;
        inFlight++;
        sent++;
        // An odd factor: each block once, and none near the one before.
        long position = (next++ * 40503L & blocks - 1) * block;
        reader.sink.expect(position);
        sender.send(reader.channel, position, block).addListener(done -> ended(reader, done));
    }

    private void ended(Reader reader, Future<?> done) {
        reader.busy = false;
        inFlight--;
        if (!done.isSuccess()) {
            failure = done.cause();
        }
    }

    /** Returns how many blocks were sent. */
    long sent() {
        return sent;
    }

    /** Returns whether all blocks have arrived, whole. */
    boolean isIdle() {
        return inFlight == 0
                && all.stream().mapToLong(reader -> reader.sink.blocks()).sum() == sent;
    }

    /** Returns what went wrong, or null. Any thread. */
    Throwable failure() {
        return all.stream()
                .map(reader -> reader.sink.failure())
                .filter(cause -> cause != null)
                .findFirst()
                .orElse(failure);
    }
}
