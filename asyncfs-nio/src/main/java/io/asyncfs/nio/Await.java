/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waits for what the engine does. By parking: Netty's own futures wait inside a monitor, which holds the carrier of a virtual
 * thread before JDK 24. An interrupt does not end the wait, since the kernel may have the caller's memory; whoever reacts to
 * interrupts asks the operation to stop.
 */
final class Await<T> implements FutureListener<T> {
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
            Await<T> wait = new Await<>();
            future.addListener(wait);
            wait.uninterruptibly(Long.MAX_VALUE);
        }
        return Futures.await(future); // which does not wait any more
    }

    private void uninterruptibly(long nanos) {
        boolean interrupted = false;
        long start = System.nanoTime();
        for (long left = nanos; !done && left > 0; left = nanos - (System.nanoTime() - start)) {
            if (nanos == Long.MAX_VALUE) { // for a virtual thread the other sets a timer
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            waiter.interrupt();
        }
    }

    /**
     * Does a short call where it costs least: on the calling thread, which waits in any case, or by the engine, if it is to be.
     */
    static <T> T call(AsyncFile file, OpKind kind, CallerThread.Call<T> here, Supplier<Future<T>> byEngine)
            throws IOException {
        return leavesTo(file) ? result(byEngine.get()) : ((CallerThread) file).here(kind, here);
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
    static void briefly(Future<?> future, long nanos) throws IOException {
        if (!future.isDone()) {
            Await<Object> wait = new Await<>();
            future.addListener(ended -> wait.operationComplete(null));
            wait.uninterruptibly(nanos);
        }
        if (future.isDone()) {
            Futures.await(future);
        }
    }
}
