/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.EventExecutor;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where the result of an operation goes: to a future, or to a handler on its executor, once. */
interface Answer<V> {
    /** Ends it; with a failure, or with a value when that is null. Returns false when it was ended, by a cancel, before. */
    boolean end(V value, Throwable failure);

    /** Refuses what nobody would be told of, before it starts; with the JDK's exception. */
    default void beforeStart() {}

    /** Ends what needs no start; refused, with another exception of the JDK's, when nobody would be told. */
    default void atOnce(V value, Throwable failure) {
        end(value, failure);
    }

    /** Returns what the caller is given: null when a handler was given. */
    Future<V> future();

    /** Returns an answer by future, of what {@code driver} drives; {@code cancel} asks the operation to stop. */
    static <V> Pending<V> byFuture(EventExecutor driver) {
        return new Pending<>(driver);
    }

    /**
     * The future form. A cancel ends it at once, as the JDK's does and programs expect, while the kernel may still use the
     * buffer: AsynchronousChannel says what to do with that.
     */
    final class Pending<V> extends CompletableFuture<V> implements Answer<V> {
        private final EventExecutor driver;
        private volatile Runnable stop;

        Pending(EventExecutor driver) {
            this.driver = driver;
        }

        private void checkMayWait() {
            if (!isDone() && driver.inEventLoop()) {
                throw new BlockingOperationException(
                        "the thread that drives the file would wait for itself: " + Thread.currentThread());
            }
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

        void onCancel(Runnable asksToStop) {
            stop = asksToStop;
            if (isCancelled()) { // before this was known
                asksToStop.run();
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            Runnable asksToStop = stop;
            if (cancelled && asksToStop != null) {
                asksToStop.run();
            }
            return cancelled;
        }

        @Override
        public boolean end(V value, Throwable failure) {
            return failure == null ? complete(value) : completeExceptionally(failure);
        }

        @Override
        public Future<V> future() {
            return this;
        }
    }

    /** The handler form. */
    record ByHandler<V, A>(CompletionHandler<V, ? super A> handler, A attachment, HandlerThreads threads)
            implements Answer<V> {
        @Override
        public boolean end(V value, Throwable failure) {
            threads.execute(() -> {
                if (failure == null) {
                    handler.completed(value, attachment);
                } else {
                    handler.failed(failure, attachment);
                }
            });
            return true;
        }

        @Override
        public void beforeStart() {
            if (threads.isShutdown()) {
                throw new RejectedExecutionException("the executor of the channel is shut down");
            }
        }

        @Override
        public void atOnce(V value, Throwable failure) {
            if (threads.isShutdown()) {
                throw new ShutdownChannelGroupException();
            }
            end(value, failure);
        }

        static <V, A> ByHandler<V, A> of(
                CompletionHandler<V, ? super A> handler, A attachment, HandlerThreads threads) {
            if (handler == null) {
                throw new NullPointerException("'handler' is null");
            }
            return new ByHandler<>(handler, attachment, threads);
        }

        @Override
        public Future<V> future() {
            return null;
        }
    }
}
