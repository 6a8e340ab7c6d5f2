/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.asyncfs.benchmarks.work.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is to be reached: as a ratio to another engine, or as an amount that is not to be exceeded.
 *
 * @param workload where
 * @param engine who
 * @param versus against whom or what
 * @param must the least; null when there is only something to aim at
 * @param aim what is hoped for
 * @param atMost whether the value is an amount, of which less is better
 * @param needs whose results it is made of
 * @param of makes the value of those; null when an engine could not count what it takes
 */
public record Goal(
        String workload,
        String engine,
        String versus,
        Double must,
        double aim,
        boolean atMost,
        List<Need> needs,
        Function<List<Result>, Double> of) {
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
            than(DIRECT_32, URING, "fio/io_uring-batched", null, 1.0),
            than("randread-4k-direct-qd128", URING, "fio/io_uring", 0.95, 1.0),
            than("randread-4k-direct-qd128", URING, "fio/io_uring-batched", null, 1.0),
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
            amount(CACHED_32, "heap bytes per operation", 64, 48, Result::allocatedBytesPerOp),
            amount(CACHED_32, "system calls per operation", 0.1, 0.04, Result::syscallsPerOp));

    /**
     * A result that a goal needs.
     *
     * @param workload of it
     * @param engine of it
     */
    public record Need(String workload, String engine) {}

    private static Goal than(String workload, String engine, String versus, Double must, double aim) {
        return new Goal(
                workload,
                engine,
                versus,
                must,
                aim,
                false,
                List.of(new Need(workload, engine), new Need(workload, versus)),
                results -> results.get(0).median() / results.get(1).median());
    }

    private static Goal perProcessorSecond(String workload, String engine, String versus, double must, double aim) {
        return new Goal(
                workload,
                engine,
                versus + " per processor second",
                must,
                aim,
                false,
                List.of(new Need(workload, engine), new Need(workload, versus)),
                results -> results.get(1).cpuNanosPerOp() / results.get(0).cpuNanosPerOp());
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
                Stream.of(deepest, "randread-4k-cached-qd1", CACHED_32, "randread-4k-cached-qd256")
                        .map(workload -> new Need(workload, URING))
                        .toList(),
                results -> results.get(0).median()
                        / results.stream().mapToDouble(Result::median).max().orElseThrow());
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
                List.of(new Need(many, URING), new Need(CACHED_32 + "-files100", URING)),
                results -> results.get(0).median() / results.get(1).median());
    }

    private static Goal amount(String workload, String what, double must, double aim, Function<Result, Double> of) {
        return new Goal(
                workload,
                URING,
                what,
                must,
                aim,
                true,
                List.of(new Need(workload, URING)),
                results -> of.apply(results.get(0)));
    }

    /** Returns whether there is a goal for a workload that must be met. */
    public static boolean isFor(Workload workload) {
        return ALL.stream()
                .anyMatch(goal -> goal.workload.equals(workload.name()) && goal.must != null && goal.isForThisJdk());
    }

    /** Returns whether this virtual machine can do what it is about: there are no virtual threads before JDK 21. */
    boolean isForThisJdk() {
        return !engine.endsWith("-virtual") || Runtime.version().feature() >= 21;
    }

    /** Returns what was reached; empty when something for it was not measured. */
    public Optional<Double> value(Comparison comparison) {
        List<Result> results = needs.stream()
                .map(need -> comparison.result(need.workload(), need.engine()))
                .flatMap(Optional::stream)
                .toList();
        return results.size() == needs.size() ? Optional.ofNullable(of.apply(results)) : Optional.empty();
    }

    /** Returns why there is no value. */
    String obstacle(Comparison comparison) {
        for (Need need : needs) {
            if (comparison.result(need.workload(), need.engine()).isEmpty()) {
                return comparison.environment().absent().stream()
                        .filter(one -> one.concerns(need))
                        .map(one -> one.engine() + " does not take part: " + one.reason())
                        .findFirst()
                        .orElse("it needs " + need.workload() + " as well, which was left out");
            }
        }
        return "not counted; strace(1) must be installed, allowed to attach to processes, and say what it counted";
    }

    /** Returns whether a value is good enough. */
    public boolean isMet(double reached, double than) {
        return atMost ? reached <= than : reached >= than;
    }
}
