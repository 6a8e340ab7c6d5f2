/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jmh;

import io.asyncfs.AsyncFs;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A direct buffer from the pool and back into it, by one thread, beside Netty's allocators. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class AllocatorBenchmark {
    private static final int HELD = 16;

    /** Whose buffers. */
    @Param({"asyncfs", "netty-pooled", "netty-adaptive"})
    public String allocator;

    /** Bytes of each. */
    @Param({"4096", "65536"})
    public int size;

    private final ByteBuf[] held = new ByteBuf[HELD];
    private AsyncFs fs;
    private ByteBufAllocator buffers;

    /** Created by JMH. */
    public AllocatorBenchmark() {}

    /** Makes the allocator. */
    @Setup(Level.Trial)
    public void open() {
        fs = AsyncFs.builder().backend("pool").build();
        buffers = switch (allocator) {
            case "asyncfs" -> fs.allocator();
            case "netty-pooled" -> new PooledByteBufAllocator(true);
            default -> new AdaptiveByteBufAllocator(true);
        };
    }

    /** Gives everything back. */
    @TearDown(Level.Trial)
    public void close() throws InterruptedException {
        fs.shutdown().sync();
    }

    /** Takes some, and gives them back in the order in which they came. */
    @Benchmark
    @OperationsPerInvocation(HELD)
    public void allocateAndRelease() {
        for (int i = 0; i < HELD; i++) {
            held[i] = buffers.directBuffer(size, size);
        }
        for (int i = 0; i < HELD; i++) {
            held[i].release();
        }
    }
}
