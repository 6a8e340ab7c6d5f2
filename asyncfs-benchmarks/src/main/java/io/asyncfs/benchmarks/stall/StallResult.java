/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import java.util.List;

/**
 * What a loop that sends files did to others.
 *
 * @param engine who sent
 * @param state {@code idle}: nothing was sent; {@code cached}: from the page cache; {@code cold}: from the disk
 * @param p50 median latency of an echo in microseconds
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max the longest
 * @param requests how many echos
 * @param blocks how many blocks were sent meanwhile
 * @param verified whether it was counted that the blocks came from where the state says
 * @param percentiles latencies in microseconds at {@link #RANKS}
 */
record StallResult(
        String engine,
        String state,
        double p50,
        double p99,
        double p999,
        double max,
        long requests,
        long blocks,
        boolean verified,
        List<Double> percentiles) {
    /** Returns the same, verified or not. */
    StallResult verified(boolean counted) {
        return new StallResult(engine, state, p50, p99, p999, max, requests, blocks, counted, percentiles);
    }

    /** Where the curve is drawn. */
    static final List<Double> RANKS = List.of(0.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.5, 99.9, 99.95, 99.99);
}
