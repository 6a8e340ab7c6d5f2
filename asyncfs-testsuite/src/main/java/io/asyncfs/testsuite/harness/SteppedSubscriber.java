/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscriber that does nothing by itself: the test requests, and takes the signals one by one. */
public final class SteppedSubscriber implements Flow.Subscriber<ByteBuf> {
    /** What arrives with {@code onComplete}. */
    public static final Object COMPLETE = "complete";

    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private volatile Flow.Subscription subscription;

    /** Requests more. */
    public void request(long n) {
        subscription.request(n);
    }

    /** Cancels. */
    public void cancel() {
        subscription.cancel();
    }

    /** Returns the next signal: a buffer, a Throwable or {@link #COMPLETE}. */
    public Object next() throws InterruptedException {
        Object signal = signals.poll(Contract.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (signal == null) {
            throw new AssertionError("no signal after " + Contract.PATIENCE_SECONDS + " s:" + Threads.dump());
        }
        return signal;
    }

    /** Returns the next signal, which must be a buffer; the caller releases it. */
    public ByteBuf nextBuffer() throws InterruptedException {
        Object signal = next();
        if (signal instanceof ByteBuf buffer) {
            return buffer;
        }
        throw new AssertionError("expected a buffer but was " + signal);
    }

    /** Returns whether a signal waits to be taken. */
    public boolean hasSignal() {
        return !signals.isEmpty();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(ByteBuf buffer) {
        signals.add(buffer);
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(cause);
    }

    @Override
    public void onComplete() {
        signals.add(COMPLETE);
    }
}
