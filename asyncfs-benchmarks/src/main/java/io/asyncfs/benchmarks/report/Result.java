/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one engine reached in one workload.
 *
 * @param workload its name
 * @param engine its name
 * @param backend what was in use
 * @param median operations by second, the median of the rounds
 * @param min the lowest of the rounds
 * @param max the highest of the rounds
 * @param unit what is counted
 * @param p50 median latency in microseconds, of the median round (the faster of two in the middle), as those that follow;
 *     null where it was not measured of the whole operation
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param cpuNanosPerOp processor time of an operation in nanoseconds, the median of the rounds: of all threads of an engine's process, but of fio its
 *     own thread alone, without the workers of io_uring that do its buffered writes on many file systems
 * @param allocatedBytesPerOp heap of an operation, the median of the rounds; null for an engine without one
 * @param threads that worked for the engine; null where nobody tells
 * @param syscallsPerOp system calls of an operation; null where they cannot be counted
 * @param verified whether an untimed pass checked every byte that is read, and the stamp of every block that is written; a
 *     wrong one ends the run, so false means that nobody looked
 * @param command what was run, a virtual machine of ours without its class path, but with the order that it gets
 */
public record Result(
        String workload,
        String engine,
        String backend,
        double median,
        double min,
        double max,
        String unit,
        Double p50,
        Double p99,
        Double p999,
        double cpuNanosPerOp,
        Double allocatedBytesPerOp,
        Integer threads,
        Double syscallsPerOp,
        boolean verified,
        String command) {
    /**
     * Who reached it.
     *
     * @param engine its name
     * @param backend what was in use
     * @param verified whether its bytes were checked
     * @param command what was run
     */
    public record Source(String engine, String backend, boolean verified, String command) {}

    /** Puts together what the rounds of an engine gave. */
    public static Result of(Workload workload, Source source, List<Measurement> rounds, Double syscallsPerOp) {
        List<Measurement> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(Measurement::opsPerSecond))
                .toList();
        Measurement median = sorted.get(sorted.size() / 2);
        return new Result(
                workload.name(),
                source.engine(),
                source.backend(),
                median(rounds, Measurement::opsPerSecond),
                sorted.get(0).opsPerSecond(),
                sorted.get(sorted.size() - 1).opsPerSecond(),
                workload.kind().unit(),
                median.p50(),
                median.p99(),
                median.p999(),
                median(rounds, Measurement::cpuNanosPerOp),
                median.allocatedBytesPerOp() == null ? null : median(rounds, Measurement::allocatedBytesPerOp),
                median.threads(),
                syscallsPerOp,
                source.verified(),
                source.command());
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
