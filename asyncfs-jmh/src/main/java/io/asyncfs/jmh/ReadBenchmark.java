/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jmh;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** From the call of {@code read} to its listener, for one block of the page cache: what the kernel does is part of it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ReadBenchmark {
    private static final int READS = 8192;
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;

    /** Who reads. */
    @Param({"io_uring", "linux_aio", "pool"})
    public String backend;

    /** How many reads are in flight. */
    @Param({"1", "32"})
    public int depth;

    private Path path;
    private AsyncFs fs;
    private EventLoopGroup group;
    private EventLoop loop;
    private AsyncFile file;
    private Slot[] slots;
    private Promise<Void> over;
    private int started;
    private int ended;

    /** Created by JMH. */
    public ReadBenchmark() {}

    /** Opens a file that is in the page cache. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        path = Files.createTempFile("asyncfs-jmh", ".bin");
        Files.write(path, new byte[BLOCK * BLOCKS]);
        fs = AsyncFs.builder().backend(backend).build();
        group = fs.newEventLoopGroup(1);
        loop = group.next();
        file = fs.open(loop, path, StandardOpenOption.READ).get();
        slots = new Slot[depth];
        for (int i = 0; i < depth; i++) {
            slots[i] = new Slot(fs.allocBuf(BLOCK));
        }
    }

    /** Gives everything back. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        for (Slot slot : slots) {
            slot.buffer.release();
        }
        file.close().sync();
        fs.shutdown().sync();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        Files.delete(path);
    }

    /** Reads, each read's listener beginning the next. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public void read() throws InterruptedException {
        over = loop.newPromise();
        started = 0;
        ended = 0;
        loop.execute(() -> {
            for (Slot slot : slots) {
                slot.next();
            }
        });
        over.sync();
    }

    private final class Slot implements GenericFutureListener<Future<Integer>> {
        private final ByteBuf buffer;

        Slot(ByteBuf buffer) {
            this.buffer = buffer;
        }

        void next() {
            long position = (long) (started++ % BLOCKS) * BLOCK;
            file.read(buffer.clear(), position).addListener(this);
        }

        @Override
        public void operationComplete(Future<Integer> done) {
            if (!done.isSuccess()) {
                over.tryFailure(done.cause());
            } else if (++ended == READS) {
                over.trySuccess(null);
            } else if (started < READS) {
                next();
            }
        }
    }
}
