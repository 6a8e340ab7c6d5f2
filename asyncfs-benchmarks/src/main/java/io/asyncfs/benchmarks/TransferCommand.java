/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import io.asyncfs.benchmarks.compare.CallCounter;
import io.asyncfs.benchmarks.engine.AsyncFsEngine;
import io.asyncfs.benchmarks.engine.Runs;
import io.asyncfs.benchmarks.report.Html;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.KeptFile;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.Sizes;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads or writes blocks of a file, by asyncfs. */
abstract class TransferCommand implements Callable<Integer> {
    private static final double WARM_SECONDS = 2;
    private static final double CHECK_SECONDS = 0.3;
    private static final int MAX_DEPTH = 4096;
    private static final int MAX_THREADS = 256;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--file",
            paramLabel = "F",
            description =
                    "A new or empty file, which is filled with 256 MiB and kept, or one that an earlier run made. Any other is refused. Default: a temporary one.")
    private Path file;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "4k",
            description =
                    "Bytes of an operation, such as 4k or 1m; a multiple of 512 that divides 256 MiB. Of less than 4k it is not checked where within 4 KiB they are. Default: 4k.")
    private String size;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "32",
            description = "Operations in flight of each thread, 1 to 4096. Default: 32.")
    private int depth;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Event loops. Default: 1.")
    private int threads;

    @Option(names = "--direct", description = "Past the page cache.")
    private boolean direct;

    @Option(names = "--seq", description = "From the beginning to the end, and again. Default: at random.")
    private boolean sequential;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Require a backend, of those that doctor names: io_uring, linux_aio, pool. Default: the best there is.")
    private String backend;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "How long is measured. Default: 5.")
    private double seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private String json;

    abstract Kind kind(boolean inOrder);

    /** Reads. */
    @Command(name = "read", description = "Read blocks of a file, and measure.", mixinStandardHelpOptions = true)
    static final class Read extends TransferCommand {
        @Override
        Kind kind(boolean inOrder) {
            return inOrder ? Kind.SEQUENTIAL_READ : Kind.RANDOM_READ;
        }
    }

    /** Writes. */
    @Command(name = "write", description = "Write blocks over a file, and measure.", mixinStandardHelpOptions = true)
    static final class Write extends TransferCommand {
        @Option(
                names = "--sync-every",
                paramLabel = "N",
                description = "Make the data durable after every N writes of a thread.")
        private Integer syncEvery;

        @Override
        Kind kind(boolean inOrder) {
            return inOrder ? Kind.SEQUENTIAL_WRITE : Kind.RANDOM_WRITE;
        }

        @Override
        Integer syncEvery() {
            return syncEvery;
        }
    }

    /** Returns what was asked for, or null. */
    Integer syncEvery() {
        return null;
    }

    @Override
    public Integer call() throws Exception {
        Workload workload = workload();
        new Preflight(spec).outputs(json, null, null);
        if (file != null) {
            Optional<String> obstacle = KeptFile.obstacle(file);
            if (obstacle.isPresent()) {
                throw wrong("--file: expected a new or empty file, or one that bench made, got " + file + ", which is "
                        + obstacle.get() + ": name another file");
            }
        }
        Console console = new Console(spec, JsonTarget.isStandardOutput(json));
        if (file == null || Files.notExists(file)) {
            Path parent =
                    (file == null ? Path.of("file") : file).toAbsolutePath().getParent();
            new Preflight(spec).space("--file", parent, TestFiles.DEFAULT_BYTES);
        }
        Path dir = file == null ? TemporaryFiles.directory(Path.of(".")) : null;
        Path target = file == null ? dir.resolve("file") : file;
        try (AsyncFsEngine engine = new AsyncFsEngine(backend, 0);
                Runs runs = open(engine, KeptFile.prepare(workload, target))) {
            console.progress("warming up");
            runs.run(Pass.timed(WARM_SECONDS));
            runs.run(Pass.checking(CHECK_SECONDS));
            Measurement measured = measure(runs, console);
            Double calls = countCalls(runs);
            report(
                    Result.of(
                            workload,
                            new Result.Source("asyncfs/" + engine.backend(), engine.backend(), true, console.command()),
                            List.of(measured),
                            calls),
                    measured,
                    console.out());
        } finally {
            console.clear();
            if (dir != null) {
                TemporaryFiles.delete(dir);
            }
        }
        return 0;
    }

    private Runs open(AsyncFsEngine engine, Job job) throws Exception {
        int every = syncEvery() == null ? 0 : syncEvery();
        try {
            return Runs.open(threads, number -> engine.open(job.numbered(number), every));
        } catch (IOException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new IOException(
                        "there is no memory for " + threads * depth + " blocks of " + size
                                + " in flight (lower --depth, or raise -XX:MaxDirectMemorySize by ASYNCFS_JAVA_OPTS): "
                                + e.getMessage(),
                        e);
            }
            throw e;
        }
    }

    private Measurement measure(Runs runs, Console console) throws Exception {
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
                task -> new Thread(task, "bench progress")); // see ThreadCount
        long begin = System.nanoTime();
        ticker.scheduleAtFixedRate(
                () -> {
                    double passed = (System.nanoTime() - begin) / 1e9;
                    console.progress(String.format(
                            Locale.ROOT, "%.0f of %.0f s: %,.0f ops/s", passed, seconds, runs.ops() / passed));
                },
                1,
                1,
                TimeUnit.SECONDS);
        try {
            return runs.run(Pass.timed(seconds));
        } finally {
            ticker.shutdown();
            ticker.awaitTermination(1, TimeUnit.SECONDS);
            console.clear();
        }
    }

    private static Double countCalls(Runs runs) throws Exception {
        try (CallCounter counter = CallCounter.attach(ProcessHandle.current().pid())) {
            if (counter == null) {
                return null;
            }
            long ops = runs.run(Pass.timed(CHECK_SECONDS)).ops();
            return CallCounter.perOperation(counter.stop(), ops);
        }
    }

    private void report(Result result, Measurement measured, PrintWriter out) throws Exception {
        out.println(String.format(Locale.ROOT, "backend     %s", result.backend()));
        out.println(String.format(
                Locale.ROOT,
                "operations  %,.0f/s, %,.1f MiB/s",
                measured.opsPerSecond(),
                measured.opsPerSecond() * Sizes.parse(size) / (1 << 20)));
        out.println(String.format(
                Locale.ROOT,
                "latency     p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us",
                measured.p50(),
                measured.p99(),
                measured.p999(),
                measured.max()));
        out.println(String.format(
                Locale.ROOT,
                "each takes  %.0f ns of a processor, %.1f bytes of heap, %s",
                measured.cpuNanosPerOp(),
                measured.allocatedBytesPerOp(),
                Html.figure(
                        "%.3f system calls",
                        result.syscallsPerOp(), "system calls not counted (by strace, which must be allowed to)")));
        if (json != null) {
            JsonTarget.write(json, result, spec.commandLine().getOut());
        }
    }

    private Workload workload() {
        int block = Sizes.parse(size);
        if (block < 512 || block % 512 != 0 || TestFiles.DEFAULT_BYTES % block != 0) {
            throw wrong("--size: expected a multiple of 512 that divides 256 MiB, got " + size);
        }
        expect("--depth", depth, MAX_DEPTH);
        expect("--threads", threads, MAX_THREADS);
        if (!(seconds > 0)) {
            throw wrong("--seconds: expected more than 0, got " + seconds);
        }
        if (syncEvery() != null && syncEvery() < 1) {
            throw wrong("--sync-every: expected 1 or more, got " + syncEvery());
        }
        Kind kind = kind(sequential);
        String name = spec.name() + "-" + size + (sequential ? "-seq" : "") + (direct ? "-direct" : "") + "-qd" + depth
                + (threads > 1 ? "-t" + threads : "") + (syncEvery() == null ? "" : "-sync" + syncEvery());
        return new Workload(name, kind, block, depth, direct, 1);
    }

    private void expect(String option, int given, int most) {
        if (given < 1 || given > most) {
            throw wrong(option + ": expected 1 to " + most + ", got " + given);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
