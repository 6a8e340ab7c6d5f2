/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.asyncfs.engine.Backends;
import io.asyncfs.engine.FsConfig;
import io.asyncfs.engine.FsCore;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.Objects;

/**
 * Settings of an {@link AsyncFs}. Not thread-safe. Every setting has a default; each setter throws
 * {@link IllegalArgumentException} for a value out of its range.
 */
public final class AsyncFsBuilder {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private int queueDepth = 1024;
    private int maxPendingOps = 64 * 1024;
    private int syncLimit = 4096;
    private int poolSize = Math.max(8, 4 * Runtime.getRuntime().availableProcessors());
    private int alignment = 4096;
    private boolean zeroOnRelease;
    private Duration drainTimeout = Duration.ofSeconds(30);
    private String backend = System.getProperty("io.asyncfs.backend");
    private ByteBufAllocator allocator;

    AsyncFsBuilder() {}

    /**
     * Operations that may be with the kernel or the pool at once, per loop. One device may have fewer, so that it holds up
     * nothing but itself: half when it may hang (FUSE, a network file system), and on Linux of reads and direct writes that
     * wait for it a part of what its own queue takes (at least 16).
     *
     * @param ops 1 to 32768; default 1024
     */
    public AsyncFsBuilder queueDepth(int ops) {
        queueDepth = inRange("queueDepth", ops, 1, 32 * 1024);
        return this;
    }

    /**
     * Operations that a loop accepts beyond {@code queueDepth}, to wait in its queue; further ones fail with
     * {@link TooManyOpsException}. What waits for a device that may not have the whole {@code queueDepth} counts to the sum.
     *
     * @param ops 0 or more; default 65536
     */
    public AsyncFsBuilder maxPendingOps(int ops) {
        maxPendingOps = inRange("maxPendingOps", ops, 0, 1 << 30);
        return this;
    }

    /**
     * The largest transfer that {@link OpenMode#SYNC} does on the calling thread.
     *
     * @param bytes 0 or more, inclusive; default 4096
     */
    public AsyncFsBuilder syncLimit(int bytes) {
        syncLimit = inRange("syncLimit", bytes, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Threads of the pool that does what the kernel cannot do asynchronously. At most half of them serve one device at a
     * time, so that one hung mount does not take the others with it.
     *
     * @param threads 2 to 1024; default four per processor, at least 8
     */
    public AsyncFsBuilder poolSize(int threads) {
        poolSize = inRange("poolSize", threads, 2, 1024);
        return this;
    }

    /**
     * Alignment of the buffers of {@link AsyncFs#allocator()} and {@link AsyncFs#allocBuf(int)}.
     *
     * @param bytes a power of two from 512 to 65536; default 4096
     */
    public AsyncFsBuilder alignment(int bytes) {
        inRange("alignment", bytes, 512, 65536);
        if (Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("alignment: expected a power of two, got " + bytes);
        }
        alignment = bytes;
        return this;
    }

    /** Overwrites the buffers of the own allocator with zeros when they are released; off by default. */
    public AsyncFsBuilder zeroOnRelease(boolean zero) {
        zeroOnRelease = zero;
        return this;
    }

    /**
     * Uses an allocator of the caller for {@link AsyncFs#allocBuf(int)} and for reads that own their buffer; where its
     * buffers are not aligned they are over-allocated and sliced.
     *
     * @param userAllocator null for the own one, the default
     */
    public AsyncFsBuilder allocator(ByteBufAllocator userAllocator) {
        allocator = userAllocator;
        return this;
    }

    /**
     * Requires a backend; {@link #build()} fails when it is not available. Overrides {@code -Dio.asyncfs.backend}.
     *
     * @param name such as {@code io_uring} or {@code pool}; null for the best available
     */
    public AsyncFsBuilder backend(String name) {
        backend = name;
        return this;
    }

    /**
     * How long a loop that shuts down waits for its operations before it gives them up; see
     * {@link LoopTerminatedException}. From the start of its shutdown on new ones fail, and while it waits it serves neither
     * sockets nor tasks: finish what is to be sent before a group is shut down.
     *
     * @param timeout 0 or more; default 30 seconds
     */
    public AsyncFsBuilder drainTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("drainTimeout: expected 0 or more, got " + timeout);
        }
        drainTimeout = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        return this;
    }

    /**
     * Builds the instance; starts no thread. The first time in a process it reads and writes files (the native library is
     * unpacked into the temporary directory) and tries the backends: nothing for an event loop.
     *
     * @throws BackendUnavailableException when a required backend is unknown or not available here
     */
    public AsyncFs build() {
        FsConfig config = new FsConfig(
                new FsConfig.Limits(queueDepth, maxPendingOps, syncLimit, poolSize, drainTimeout.toNanos()),
                new FsConfig.Memory(allocator, alignment, zeroOnRelease),
                backend != null);
        return new FsCore(config, Backends.select(backend));
    }

    private static int inRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": expected " + min + " to " + max + ", got " + value);
        }
        return value;
    }
}
