/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;

/** One read or write of an asynchronous channel, from the call to the answer. */
final class Transfer {
    private final AsyncFsAsynchronousFileChannel channel;
    private final Answer<Integer> answer;
    private final ByteBuffer buffer;
    private final int start;
    private volatile Future<Integer> running;

    Transfer(AsyncFsAsynchronousFileChannel channel, Answer<Integer> answer, ByteBuffer buffer) {
        this.channel = channel;
        this.answer = answer;
        this.buffer = buffer;
        start = buffer.position();
    }

    void read(AsyncFile file, long position) {
        ByteBuf memory = Memory.toFill(buffer);
        begin(memory, () -> file.read(memory, position));
    }

    void write(AsyncFile file, long position) {
        ByteBuf memory = Memory.toWrite(buffer);
        begin(memory, () -> file.write(memory, position));
    }

    private void begin(ByteBuf memory, Supplier<Future<Integer>> operation) {
        channel.inFlight().add(this);
        try {
            running = Memory.use(memory, operation);
        } catch (IOException e) {
            end(null, e);
            return;
        }
        if (!channel.isOpen()) { // whoever closes may have missed it
            stop();
        }
        running.addListener((Future<Integer> done) -> done(done));
    }

    private void done(Future<Integer> done) {
        if (done.isSuccess()) {
            int count = done.getNow();
            Throwable failure = moveBy(count);
            end(failure == null ? count : null, failure);
        } else if (!channel.isOpen() && (done.isCancelled() || done.cause() instanceof ClosedChannelException)) {
            end(null, new AsynchronousCloseException());
        } else {
            end(null, done.cause());
        }
    }

    /** Returns why it cannot be moved: the caller has moved the limit meanwhile. */
    private Throwable moveBy(int count) {
        try {
            if (count > 0) {
                buffer.position(start + count);
            }
            return null;
        } catch (IllegalArgumentException e) {
            return e;
        }
    }

    private void end(Integer count, Throwable failure) {
        channel.inFlight().remove(this);
        answer.end(count, failure);
    }

    /** Asks it to end early; what the kernel has goes on until the kernel is done. */
    void stop() {
        Future<Integer> operation = running;
        if (operation != null) {
            operation.cancel(false);
        }
    }
}
