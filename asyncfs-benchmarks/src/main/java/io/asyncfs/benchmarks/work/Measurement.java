/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import org.HdrHistogram.Histogram;

/**
 * What came out of one run.
 *
 * @param ops operations
 * @param opsPerSecond the same by second
 * @param p50 median latency in microseconds; null, as those that follow, where it was not measured of the whole operation
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max longest latency
 * @param cpuNanosPerOp time of processors, in user and kernel, for one operation: of all threads of an engine's process,
 *     io_uring's workers among them; of fio's own thread alone
 * @param allocatedBytesPerOp heap for one operation; null for an engine without one
 * @param threads the process's, io_uring's workers among them, without the virtual machine's own; null where nobody tells
 * @param syncsPerOp how many times the file was made durable for one operation
 */
public record Measurement(
        long ops,
        double opsPerSecond,
        Double p50,
        Double p99,
        Double p999,
        Double max,
        double cpuNanosPerOp,
        Double allocatedBytesPerOp,
        Integer threads,
        double syncsPerOp) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Runs while a run is measured. */
    public static final class Clock {
        private final ProcessUse before = ProcessUse.now();
        private final long start = System.nanoTime();
        private long nanos;
        private ProcessUse use;

        private Clock() {}

        /** Begins. */
        public static Clock start() {
            return new Clock();
        }

        /** Ends: what is done from now on, as to look at the latencies, is not the engine's. */
        public void stop() {
            nanos = System.nanoTime() - start;
            use = ProcessUse.now().since(before);
        }

        /** Returns what the run gave, after its end. */
        public Measurement measurement(Histogram latencies, long syncs) {
            return of(latencies, nanos, use, syncs);
        }
    }

    private static Measurement of(Histogram latencies, long nanos, ProcessUse use, long syncs) {
        double ops = Math.max(1, latencies.getTotalCount());
        return new Measurement(
                latencies.getTotalCount(),
                latencies.getTotalCount() * NANOS_PER_SECOND / nanos,
                latencies.getValueAtPercentile(50) / NANOS_PER_MICRO,
                latencies.getValueAtPercentile(99) / NANOS_PER_MICRO,
                latencies.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                latencies.getMaxValue() / NANOS_PER_MICRO,
                use.cpuNanos() / ops,
                use.allocatedBytes() / ops,
                ThreadCount.now(),
                syncs / ops);
    }
}
