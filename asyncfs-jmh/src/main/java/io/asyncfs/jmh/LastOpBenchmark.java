/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jmh;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.LastOp;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A poll of the last operation at the cursor, after it has ended. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class LastOpBenchmark {
    private static final int BLOCK = 4096;

    private Path path;
    private AsyncFs fs;
    private AsyncFile file;

    /** Created by JMH. */
    public LastOpBenchmark() {}

    /** Reads once. */
    @Setup(Level.Trial)
    public void open() throws Exception {
        path = Files.createTempFile("asyncfs-jmh", ".bin");
        Files.write(path, new byte[BLOCK]);
        fs = AsyncFs.builder().build();
        file = fs.open(path, StandardOpenOption.READ).get();
        ByteBuf buffer = fs.allocBuf(BLOCK);
        file.read(buffer).sync();
        buffer.release();
    }

    /** Gives everything back. */
    @TearDown(Level.Trial)
    public void close() throws Exception {
        file.close().sync();
        fs.shutdown().sync();
        Files.delete(path);
    }

    /** Asks. */
    @Benchmark
    public LastOp poll() {
        return file.lastOp();
    }
}
