/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.flow;

import io.asyncfs.AsyncFile;
import io.asyncfs.chunks.ReadAhead;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One subscriber's way through a file. Whatever happens (a request, a chunk that is read, a cancel) counts up
 * {@code events}; who counted up from 0 has {@link #signal} run, on the executor of the file, until all are seen to. So
 * signals are never concurrent, and a request from within {@code onNext} does not recurse. Until the file is open one
 * event is held back.
 */
final class FileSubscription implements Flow.Subscription {
    private final FilePublisher.Range range;
    private final AtomicInteger events = new AtomicInteger(1);
    private final AtomicLong requested = new AtomicLong();

    /** Null after the last signal: the specification has it that a publisher forgets its subscribers (3.13). */
    private volatile Flow.Subscriber<? super ByteBuf> subscriber;

    private volatile ReadAhead content;
    private volatile boolean cancelled;
    private volatile Throwable failure;
    private EventExecutor executor;

    FileSubscription(FilePublisher.Range range, Flow.Subscriber<? super ByteBuf> subscriber) {
        this.range = range;
        this.subscriber = subscriber;
    }

    void begin(FilePublisher.Source source) {
        subscriber.onSubscribe(this);
        Future<AsyncFile> open;
        try {
            open = source.open();
        } catch (RuntimeException e) {
            failure = e;
            signal();
            return;
        }
        open.addListener((FutureListener<AsyncFile>) this::opened);
    }

    private void opened(Future<AsyncFile> open) {
        if (open.isSuccess()) {
            AsyncFile file = open.getNow();
            executor = file.executor();
            content = new ReadAhead(file, range.offset(), range.length(), range.chunkSize(), this::happened);
            if (cancelled) {
                content.close();
            } else {
                content.begin(0); // an empty file ends without a request
            }
        } else if (failure == null) {
            failure = open.cause();
        }
        signal();
    }

    @Override
    public void request(long n) {
        if (n < 1) {
            failure = new IllegalArgumentException("request: expected 1 or more, got " + n + " (specification, 3.9)");
        } else {
            requested.accumulateAndGet(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
        }
        happened();
    }

    @Override
    public void cancel() {
        cancelled = true;
        subscriber = null;
        ReadAhead open = content;
        if (open != null) {
            open.close();
        }
    }

    private void happened() {
        if (events.getAndIncrement() > 0) {
            return;
        }
        if (executor == null || executor.inEventLoop()) { // null: it could not be opened, and that was told
            signal();
            return;
        }
        try {
            executor.execute(this::signal);
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown()) {
                failure = e; // it has no room
            }
            signal(); // or has ended: what the file answers tells why
        }
    }

    private void signal() {
        int seen = events.get();
        do {
            signalOnce();
            seen = events.addAndGet(-seen);
        } while (seen > 0);
    }

    private void signalOnce() {
        long wanted = requested.get();
        long given = 0;
        while (!cancelled) {
            Flow.Subscriber<? super ByteBuf> to = subscriber;
            if (to == null || endedWith(to)) {
                return;
            }
            if (given == wanted) {
                break;
            }
            ByteBuf chunk = poll(wanted - given);
            if (chunk == null && failure == null && !content.isAtEnd()) {
                break;
            }
            if (chunk != null) {
                given++;
                give(to, chunk);
            }
        }
        if (wanted < Long.MAX_VALUE) {
            requested.addAndGet(-given);
        }
    }

    private void give(Flow.Subscriber<? super ByteBuf> to, ByteBuf chunk) {
        try {
            to.onNext(chunk);
        } catch (Throwable e) {
            cancel(); // a subscriber that throws is done for (2.13), but its file must not stay open
            throw e;
        }
    }

    /** Sends the last signal, if it is time. */
    private boolean endedWith(Flow.Subscriber<? super ByteBuf> to) {
        Throwable cause = failure;
        if (cause == null && !content.isAtEnd()) {
            return false;
        }
        subscriber = null;
        if (content != null) {
            content.close();
        }
        if (cause != null) {
            to.onError(cause);
        } else {
            to.onComplete();
        }
        return true;
    }

    private ByteBuf poll(long wanted) {
        try {
            return content.poll((int) Math.min(range.readAhead(), wanted));
        } catch (Throwable e) { // an Error of a read, too: nobody else would close the file
            if (!cancelled) {
                failure = e;
            }
            return null;
        }
    }
}
