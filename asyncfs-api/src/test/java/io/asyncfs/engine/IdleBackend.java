/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.BackendStatus;
import io.asyncfs.FileStat;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.Route;
import io.asyncfs.spi.SystemCallException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A backend for tests of loops: it has queues, and no files. */
class IdleBackend implements Backend {
    private final Supplier<KernelQueue> queues;

    IdleBackend(Supplier<KernelQueue> queues) {
        this.queues = queues;
    }

    /** Makes an instance whose loops have these queues. */
    static FsCore newFs(Supplier<KernelQueue> queues) {
        return newFs(new IdleBackend(queues));
    }

    static FsCore newFs(Backend backend) {
        FsConfig.Limits limits = new FsConfig.Limits(4, 4, 0, 2, TimeUnit.SECONDS.toNanos(10));
        return new FsCore(new FsConfig(limits, new FsConfig.Memory(null, 4096, false), true), backend);
    }

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public BackendStatus probe() {
        return new BackendStatus(name(), true, null, null);
    }

    @Override
    public boolean hasKernelQueue() {
        return true;
    }

    @Override
    public KernelQueue newQueue(int depth, PooledMemory pooled) {
        return queues.get();
    }

    @Override
    public OpenFile open(OpenRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenDirectory openDirectory(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStat stat(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void syncDirectory(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SystemCallException error(long result) {
        return new SystemCallException("E", "errno " + -result);
    }

    @Override
    public Verdict verdict(long result) {
        return Verdict.FAILED;
    }

    /** A queue that is never given anything: a semaphore is its doorbell. */
    static class IdleQueue implements KernelQueue {
        private final Semaphore doorbell = new Semaphore(0);

        @Override
        public void start() {}

        @Override
        public Route route(OpKind kind, OpenFile file) {
            return Route.POOL;
        }

        @Override
        public boolean offer(IoRequest request, int token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel(int token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasUnsubmitted() {
            return false;
        }

        @Override
        public boolean submit() {
            return true;
        }

        @Override
        public int reap(Completions sink, int most) {
            return 0;
        }

        @Override
        public boolean hasCompleted() {
            return false;
        }

        @Override
        public boolean prepareToBlock() {
            return true;
        }

        @Override
        public int doorbell() {
            return -1;
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

        @Override
        public void close() {}
    }
}
