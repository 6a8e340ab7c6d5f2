/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.asyncfs.engine.LoopThreads;
import io.asyncfs.engine.Unclaimed;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A future of Netty's as one of the JDK's. Waiting is refused on event loops, for it and all that is derived from it. */
final class FutureStage<V> extends CompletableFuture<V> {
    private final Future<V> source;

    /** What is derived from another stage. */
    FutureStage() {
        source = null;
    }

    private FutureStage(Future<V> source) {
        this.source = source;
    }

    static <V> FutureStage<V> of(Future<V> source) {
        FutureStage<V> stage = new FutureStage<>(source);
        if (source.isDone()) {
            stage.accept(source);
        } else {
            source.addListener(stage::accept);
        }
        return stage;
    }

    @SuppressWarnings("unchecked")
    private void accept(Future<?> done) {
        if (!done.isSuccess()) {
            completeExceptionally(done.cause());
        } else if (!complete((V) done.getNow())) {
            Unclaimed.giveBack(done.getNow()); // cancelled or timed out meanwhile: nobody gets it
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new FutureStage<>();
    }

    /** As the future's: false when the operation goes on, and this stage ends with it. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (source == null || source.cancel(mayInterruptIfRunning)) {
            return super.cancel(mayInterruptIfRunning);
        }
        return false;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        checkMayWait();
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        checkMayWait();
        return super.get(timeout, unit);
    }

    @Override
    public V join() {
        checkMayWait();
        return super.join();
    }

    private void checkMayWait() {
        if (!isDone()) {
            LoopThreads.checkMayWait();
        }
    }
}
