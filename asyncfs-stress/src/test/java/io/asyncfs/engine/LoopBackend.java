/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.PooledMemory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The stand-in for loops of Netty's, whose threads sleep in its queues. */
class LoopBackend extends StandInBackend {
    private final Supplier<KernelQueue> queues;

    LoopBackend(Supplier<KernelQueue> queues) {
        this.queues = queues;
    }

    /** Makes an instance on it. */
    FsCore newFs() {
        return Bench.fs(new FsConfig.Limits(4, 4, 0, 2, TimeUnit.SECONDS.toNanos(10)), this);
    }

    @Override
    public KernelQueue newQueue(int depth, PooledMemory pooled) {
        return queues.get();
    }

    /** A semaphore is its doorbell. */
    static class SleepingQueue extends StandInQueue {
        private final Semaphore doorbell = new Semaphore(0);

        SleepingQueue() {
            super(false);
        }

        @Override
        public void awaitDoorbell() {
            doorbell.acquireUninterruptibly();
        }

        @Override
        public void await(long timeoutNanos) {
            try {
                doorbell.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
                doorbell.drainPermits();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void wakeup() {
            doorbell.release();
        }
    }
}
