/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncFile;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpenRequest;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the engine itself takes for an operation, its record and promise among it: the kernel answers at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class OperationBenchmark implements GenericFutureListener<Future<Integer>> {
    private static final int BLOCK = 4096;
    private static final int READS = 4096;

    /** How many reads are in flight. */
    @Param({"1", "32", "4096"})
    public int depth;

    private Dispatcher dispatcher;
    private AsyncFile file;
    private ByteBuf[] buffers;
    private int ended;

    /** Created by JMH. */
    public OperationBenchmark() {}

    /** Makes a loop of which whoever calls is the thread. */
    @Setup
    public void open() {
        FsConfig config = new FsConfig(
                new FsConfig.Limits(READS, READS, 0, 2, 0), new FsConfig.Memory(null, BLOCK, false), false);
        FsCore fs = new FsCore(config, new EchoQueue.Owner());
        LoopEngine engine = new LoopEngine(fs, new Caller(), new EchoQueue(READS));
        dispatcher = engine.dispatcher();
        OpenRequest request = new OpenRequest(Path.of("echo"), Set.of(StandardOpenOption.READ), null);
        SharedFile shared = new SharedFile(new EchoQueue.Descriptor(), request, OpenMode.ASYNC);
        file = new EngineFile(new FileView(shared, engine, ImmediateEventExecutor.INSTANCE), 0);
        buffers = new ByteBuf[depth];
        for (int i = 0; i < depth; i++) {
            buffers[i] = fs.allocBuf(BLOCK);
        }
    }

    /** Starts as many as may be in flight, until enough are done. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public void read() {
        ended = 0;
        while (ended < READS) {
            for (ByteBuf buffer : buffers) {
                file.read(buffer.clear(), 0).addListener(this);
            }
            dispatcher.turn();
        }
    }

    @Override
    public void operationComplete(Future<Integer> done) {
        ended++;
    }

    /** Every thread is the loop's. */
    private static final class Caller implements ThreadAwareExecutor {
        @Override
        public boolean isExecutorThread(Thread thread) {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }
}
