/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * A promise whose listeners are told also when its executor has ended, as the files-only loop has when its AsyncFs is closed,
 * or has no room for another task: then by the global executor. Netty's own logs that nobody told them. Any thread.
 *
 * @param <V> the result
 */
public class LoopPromise<V> extends DefaultPromise<V> {
    /** Creates a promise whose listeners are told on an executor, as long as that lives. */
    public LoopPromise(EventExecutor executor) {
        super(executor);
    }

    /** Returns a future that has failed, and tells so on an executor, for null on the global one. */
    public static <V> Future<V> failed(EventExecutor executor, Throwable cause) {
        Promise<V> promise = new LoopPromise<>(executor == null ? GlobalEventExecutor.INSTANCE : executor);
        return promise.setFailure(cause);
    }

    @Override
    protected EventExecutor executor() {
        EventExecutor executor = super.executor();
        // On its last way round it still is the thread to tell them.
        return executor.inEventLoop() && !executor.isShutdown() ? executor : new SureExecutor(executor);
    }

    /** Every thread is one of the immediate executor, and may wait all the same if it is not one of ours. */
    @Override
    protected void checkDeadLock() {
        if (super.executor() != ImmediateEventExecutor.INSTANCE || LoopThreads.isCurrent()) {
            super.checkDeadLock();
        }
    }
}
