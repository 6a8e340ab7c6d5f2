/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** Waits for what the engine does, on any thread that may wait: see {@link WaitingThread}. */
final class Await {
    private Await() {}

    /** Returns the result of an operation on a file. An interrupt stays pending. */
    static <T> T result(AsyncFile file, Future<T> future) throws IOException {
        // The tasks of other executors may run on several threads, or not after the round.
        return result(file.executor() instanceof SingleThreadIoEventLoop loop ? loop : null, future);
    }

    /** Returns the result of what is on no file. An interrupt stays pending. */
    static <T> T result(Future<T> future) throws IOException {
        return result((EventExecutor) null, future);
    }

    private static <T> T result(EventExecutor loop, Future<T> future) throws IOException {
        if (!future.isDone()) {
            if (!Futures.mayWait()) {
                throw new BlockingOperationException("an event loop must not wait for a file");
            }
            new WaitingThread(NioThreads.isVirtual() ? loop : null).await(future, WaitingThread.FOR_EVER);
        }
        return Futures.await(future); // which does not wait any more
    }

    /** Starts an operation. */
    @FunctionalInterface
    interface Start<T> {
        Future<T> start() throws IOException;
    }

    /** Waits for the result of an operation. */
    @FunctionalInterface
    interface Wait<T> {
        T on(Future<T> running) throws IOException;
    }

    /** Begins an operation again, when its loop has room, as often as it is refused for want of that: the JDK refuses none. */
    static <T> T admitted(AsyncFile file, Start<T> operation, Wait<T> wait) throws IOException {
        while (true) {
            try {
                return wait.on(operation.start());
            } catch (TooManyOpsException e) {
                new WaitingThread(null).await(file.acceptingOps(), WaitingThread.FOR_EVER);
            }
        }
    }

    /**
     * Does a short call where it costs least: on the calling thread, which waits in any case, or by the engine, if it is to be.
     */
    static <T> T call(AsyncFile file, OpKind kind, CallerThread.Call<T> here, Start<T> byEngine) throws IOException {
        return leavesTo(file)
                ? admitted(file, byEngine, running -> result(file, running))
                : ((CallerThread) file).here(kind, here);
    }

    /**
     * Returns whether the calling thread leaves what takes time to the engine, and waits: a virtual one, because a system call
     * holds its carrier; any, if an interrupt of it would close the file under everybody. Not an event loop, on whatever
     * thread, which may be the one to be waited for.
     */
    static boolean leavesTo(AsyncFile file) {
        return (NioThreads.isVirtual() || ((CallerThread) file).isInterruptible()) && Futures.mayWait();
    }

    /** Waits until it is done, but no longer than this; an interrupt stays pending. */
    static <T> void briefly(Future<T> future, long nanos) throws IOException {
        if (!future.isDone()) {
            new WaitingThread(null).await(future, nanos);
        }
        if (future.isDone()) {
            Futures.await(future);
        }
    }
}
