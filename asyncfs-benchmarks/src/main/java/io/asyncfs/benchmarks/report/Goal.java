/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What is to be reached: as a ratio to another engine, or as an amount that is not to be exceeded.
 *
 * @param workload where
 * @param engine who
 * @param versus against whom or what
 * @param must the least
 * @param aim what is hoped for
 * @param atMost whether the value is an amount, of which less is better
 * @param value what was reached; empty when something for it was not measured
 */
public record Goal(
        String workload,
        String engine,
        String versus,
        double must,
        double aim,
        boolean atMost,
        Function<Comparison, Optional<Double>> value) {
    private static final String URING = "asyncfs/io_uring";
    private static final String DIRECT_32 = "randread-4k-direct-qd32";
    private static final String CACHED_32 = "randread-4k-cached-qd32";
    private static final String JDK = "jdk/asyncfilechannel";

    /** All of them, in the order in which they are shown. */
    public static final List<Goal> ALL = List.of(
            than(CACHED_32, URING, "fio/io_uring", 1.0, 1.3),
            than(CACHED_32, URING, "fio/io_uring-batched", 0.9, 1.0),
            than("randread-4k-cached-qd1", URING, "fio/io_uring", 0.95, 1.05),
            than(CACHED_32, URING, "jdk/filechannel", 0.8, 0.95),
            than(CACHED_32, URING, "netty/io_uring", 2.0, 2.5),
            than(CACHED_32, URING, JDK, 2.0, 3.0),
            perProcessorSecond(CACHED_32, URING, "jdk/asyncfilechannel-2", 1.0, 1.3),
            than(DIRECT_32, URING, "fio/io_uring", 0.95, 1.0),
            than("randread-4k-direct-qd128", URING, "fio/io_uring", 0.95, 1.0),
            than(DIRECT_32, URING, JDK, 1.0, 1.15),
            than(DIRECT_32, URING, "jdk/asyncfilechannel-2", 2.0, 2.5),
            than(CACHED_32, URING, "asyncfs/io_uring-unregistered", 1.05, 1.08),
            than("append-512-dsync-32w", URING, "fio/psync", 0.95, 1.0),
            than("append-512-dsync-32w", URING, "jdk/filechannel", 3.0, 8.0),
            than(DIRECT_32, "asyncfs/linux_aio", "fio/libaio", 0.95, 1.0),
            than(CACHED_32, "asyncfs/pool", "jdk/asyncfilechannel-2", 1.0, 1.3),
            than(CACHED_32, "asyncfs/channel", JDK, 1.5, 1.5),
            than(DIRECT_32, "asyncfs/channel", JDK, 0.95, 1.0),
            than(DIRECT_32, "asyncfs/channel", "jdk/asyncfilechannel-2", 2.0, 2.0),
            than("randread-4k-cached-qd1", "asyncfs/filechannel", "jdk/filechannel", 0.5, 1.0),
            than("randread-4k-direct-qd64", "asyncfs/filechannel-virtual", "jdk/filechannel-virtual", 0.95, 1.0),
            toBestDepth(),
            toFewFiles(),
            new Goal(CACHED_32, URING, "heap bytes per operation", 64, 48, true, amount(Result::allocatedBytesPerOp)),
            new Goal(CACHED_32, URING, "system calls per operation", 0.1, 0.04, true, amount(Result::syscallsPerOp)));

    private static Goal than(String workload, String engine, String versus, double must, double aim) {
        return new Goal(
                workload,
                engine,
                versus,
                must,
                aim,
                false,
                comparison -> ratio(
                        comparison.result(workload, engine).map(Result::median),
                        comparison.result(workload, versus).map(Result::median)));
    }

    private static Goal perProcessorSecond(String workload, String engine, String versus, double must, double aim) {
        return new Goal(
                workload,
                engine,
                versus + " per processor second",
                must,
                aim,
                false,
                comparison -> ratio(
                        comparison.result(workload, versus).map(Result::cpuNanosPerOp),
                        comparison.result(workload, engine).map(Result::cpuNanosPerOp)));
    }

    private static Goal toBestDepth() {
        String deepest = "randread-4k-cached-qd4096";
        return new Goal(
                deepest,
                URING,
                "its best depth",
                0.85,
                0.95,
                false,
                comparison -> ratio(
                        comparison.result(deepest, URING).map(Result::median),
                        IntStream.of(1, 32, 256, 4096)
                                .mapToObj(depth -> comparison.result("randread-4k-cached-qd" + depth, URING))
                                .flatMap(Optional::stream)
                                .map(Result::median)
                                .max(Double::compare)));
    }

    private static Goal toFewFiles() {
        String many = CACHED_32 + "-files15000";
        return new Goal(
                many,
                URING,
                "100 open files",
                0.95,
                1.0,
                false,
                comparison -> ratio(
                        comparison.result(many, URING).map(Result::median),
                        comparison.result(CACHED_32 + "-files100", URING).map(Result::median)));
    }

    private static Function<Comparison, Optional<Double>> amount(Function<Result, Double> of) {
        return comparison -> comparison.result(CACHED_32, URING).map(of);
    }

    private static Optional<Double> ratio(Optional<Double> one, Optional<Double> other) {
        return one.flatMap(above -> other.map(below -> above / below));
    }

    /** Returns whether a value is good enough. */
    public boolean isMet(double reached, double than) {
        return atMost ? reached <= than : reached >= than;
    }
}
