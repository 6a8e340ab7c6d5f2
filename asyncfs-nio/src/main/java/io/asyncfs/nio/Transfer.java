/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.TooManyOpsException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;

/** One read or write of an asynchronous channel, from the call to the answer. */
final class Transfer {
    private final AsyncFsAsynchronousFileChannel channel;
    private final Answer<Integer> answer;
    private final ByteBuffer buffer;
    private final int start;
    private volatile Future<Integer> running;
    private volatile boolean stopped;

    Transfer(AsyncFsAsynchronousFileChannel channel, Answer<Integer> answer, ByteBuffer buffer) {
        this.channel = channel;
        this.answer = answer;
        this.buffer = buffer;
        start = buffer.position();
    }

    void read(AsyncFile file, long position) {
        begin(file, () -> Memory.read(file, buffer, position));
    }

    void write(AsyncFile file, long position) {
        begin(file, () -> Memory.write(file, buffer, position));
    }

    private void begin(AsyncFile file, Await.Start<Integer> operation) {
        channel.inFlight().add(this);
        try {
            running = operation.start();
        } catch (IOException e) {
            end(null, e);
            return;
        }
        if (stopped || !channel.isOpen()) { // whoever stops or closes may have missed it
            stop();
        }
        running.addListener((Future<Integer> done) -> {
            if (done.cause() instanceof TooManyOpsException) { // the JDK refuses none: begun again when there is room
                file.acceptingOps().addListener(accepting -> beginAgain(file, operation));
            } else {
                done(done);
            }
        });
    }

    private void beginAgain(AsyncFile file, Await.Start<Integer> operation) {
        if (stopped) {
            end(null, channel.isOpen() ? new CancellationException() : new AsynchronousCloseException());
        } else {
            begin(file, operation);
        }
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
        stopped = true;
        Future<Integer> operation = running;
        if (operation != null) {
            operation.cancel(false);
        }
    }
}
