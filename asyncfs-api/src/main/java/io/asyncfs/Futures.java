/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.asyncfs.engine.LoopThreads;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * The futures of asyncfs for programs that do not listen to them: as the JDK's {@link CompletionStage}, and for threads
 * that wait. Waiting is for threads of yours, virtual ones too, and refused on event loops, as it would hold up every
 * connection of the loop, or wait for itself.
 */
public final class Futures {
    private Futures() {}

    /**
     * Returns a view of a future. It completes as the future does, on the executor of the file; what is derived without an
     * executor of its own runs there, or at once when there is a result already. {@code toCompletableFuture()} is the view itself: its {@code cancel} is that of the
     * future, and its {@code get} and {@code join}, and those of all stages derived from it, throw
     * {@link io.netty.util.concurrent.BlockingOperationException} on an event loop while there is no result. A buffer that
     * arrives when the view has ended otherwise is released.
     */
    public static <V> CompletionStage<V> stage(Future<V> future) {
        return FutureStage.of(future);
    }

    /**
     * Returns whether the current thread may wait for a file: false on an event loop, of asyncfs whatever thread it was
     * given, and on any {@link io.netty.util.concurrent.FastThreadLocalThread} that does not permit blocking.
     */
    public static boolean mayWait() {
        return !LoopThreads.isCurrent();
    }

    /**
     * Waits for a future and returns its result. A virtual thread leaves its carrier meanwhile, on every JDK, which
     * {@link Future#get()} does not before JDK 24. When the thread is interrupted the operation is asked to stop, as
     * {@link Future#cancel(boolean)} does; until it has, a buffer of the caller's belongs to it.
     *
     * @throws IOException what the operation failed with
     * @throws InterruptedIOException when the thread is interrupted while it waits; it is still interrupted then
     * @throws RuntimeException what the operation failed with, when that is one, such as
     *     {@link java.util.concurrent.CancellationException}
     * @throws io.netty.util.concurrent.BlockingOperationException when there is no result and the thread is an event
     *     loop's: of asyncfs, or any {@link io.netty.util.concurrent.FastThreadLocalThread} that does not permit blocking
     */
    public static <V> V await(Future<V> future) throws IOException {
        if (!future.isDone()) {
            LoopThreads.checkMayWait();
            FutureStage<V> stage = FutureStage.of(future);
            try {
                stage.get(); // parks, where the future's own await() waits for its monitor
            } catch (ExecutionException e) {
                // told below
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                future.cancel(false);
                // What arrives from now on is given back by the stage.
                if (stage.completeExceptionally(e) || future.isCancelled()) {
                    throw new InterruptedIOException("interrupted while waiting for a file");
                }
            }
        }
        return result(future);
    }

    private static <V> V result(Future<V> future) throws IOException {
        Throwable cause = future.cause();
        if (cause == null) {
            return future.getNow();
        } else if (cause instanceof IOException e) {
            throw e;
        } else if (cause instanceof RuntimeException e) {
            throw e;
        } else if (cause instanceof Error e) {
            throw e;
        }
        throw new IOException(cause);
    }
}
