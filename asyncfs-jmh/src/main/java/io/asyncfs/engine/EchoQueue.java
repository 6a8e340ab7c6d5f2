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
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A kernel that is done with a read as soon as it has it, and does nothing: what is left is the engine's own time. */
final class EchoQueue implements KernelQueue {
    private final int[] tokens;
    private final int[] lengths;
    private int taken;

    EchoQueue(int depth) {
        tokens = new int[depth];
        lengths = new int[depth];
    }

    @Override
    public void start() {}

    @Override
    public Route route(OpKind kind, OpenFile file) {
        return Route.KERNEL;
    }

    @Override
    public boolean offer(IoRequest request, int token) {
        tokens[taken] = token;
        lengths[taken++] = request.length();
        return true;
    }

    @Override
    public void cancel(int token) {}

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
        int count = taken;
        taken = 0;
        for (int i = 0; i < count; i++) {
            sink.completed(tokens[i], lengths[i]);
        }
        return count;
    }

    @Override
    public boolean hasCompleted() {
        return taken > 0;
    }

    @Override
    public boolean prepareToBlock() {
        return taken == 0;
    }

    @Override
    public int doorbell() {
        return -1;
    }

    @Override
    public void awaitDoorbell() {}

    @Override
    public void await(long timeoutNanos) {}

    @Override
    public void wakeup() {}

    @Override
    public void close() {}

    /** What the queue reads. */
    static final class Descriptor implements OpenFile {
        @Override
        public int read(ByteBuffer[] memory, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer[] memory, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int append(ByteBuffer[] memory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public FileStat stat() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void truncate(long size) {}

        @Override
        public void sync(boolean dataOnly) {}

        @Override
        public void allocate(long offset, long length) {}

        @Override
        public long device() {
            return 1;
        }

        @Override
        public boolean mayHang() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** Whose queue it is: nobody asks it for anything. */
    static final class Owner implements Backend {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public int rank() {
            return 0;
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
            return new EchoQueue(depth);
        }

        @Override
        public OpenFile open(OpenRequest request) {
            return new Descriptor();
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
        public void syncDirectory(Path path) {}

        @Override
        public SystemCallException error(long result) {
            return new SystemCallException("E", "errno " + -result);
        }

        @Override
        public Verdict verdict(long result) {
            return Verdict.FAILED;
        }
    }
}
