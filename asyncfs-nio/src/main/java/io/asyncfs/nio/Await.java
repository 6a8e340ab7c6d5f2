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
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what the engine does. By parking: Netty's own futures wait inside a monitor, which holds the carrier of a virtual
 * thread before JDK 24. An interrupt does not end the wait, since the kernel may have the caller's memory; whoever reacts to
 * interrupts asks the operation to stop.
 */
final class Await<T> implements FutureListener<T> {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Thread waiter = Thread.currentThread();
    private volatile boolean done;

    private Await() {}

    @Override
    public void operationComplete(Future<T> future) {
        done = true;
        LockSupport.unpark(waiter);
    }

    /** Returns the result. An interrupt stays pending. */
    static <T> T result(Future<T> future) throws IOException {
        if (!future.isDone()) {
            if (!Futures.mayWait()) {
                throw new BlockingOperationException("an event loop must not wait for a file");
            }
            until(future, FOR_EVER);
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
                until(file.acceptingOps(), FOR_EVER);
            }
        }
    }

    private static <T> void until(Future<T> future, long nanos) {
        Await<T> wait = new Await<>();
        future.addListener(wait);
        wait.uninterruptibly(nanos);
    }

    private void uninterruptibly(long nanos) {
        boolean interrupted = false;
        long start = nanos == FOR_EVER ? 0 : System.nanoTime();
        while (!done && park(nanos, start)) {
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            waiter.interrupt();
        }
    }

    /** Returns false when the time is over. Without a limit it reads no clock, and sets no timer for a virtual thread. */
    private boolean park(long nanos, long start) {
        if (nanos == FOR_EVER) {
            LockSupport.park(this);
            return true;
        }
        long left = nanos - (System.nanoTime() - start);
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        return left > 0;
    }

    /**
     * Does a short call where it costs least: on the calling thread, which waits in any case, or by the engine, if it is to be.
     */
    static <T> T call(AsyncFile file, OpKind kind, CallerThread.Call<T> here, Start<T> byEngine) throws IOException {
        return leavesTo(file) ? admitted(file, byEngine, Await::result) : ((CallerThread) file).here(kind, here);
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
            until(future, nanos);
        }
        if (future.isDone()) {
            Futures.await(future);
        }
    }
}
