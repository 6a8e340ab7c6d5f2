/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What asyncfs must reach beside files that come from the disk; the other engines are there to compare with.
 *
 * @param engine who
 * @param what is measured
 * @param most what must not be exceeded
 * @param reached the value; null when there is none
 */
record StallGoal(String engine, String what, double most, Double reached) {
    private static final String OBSTACLE =
            "it did not take part, sent less than 95 % of its blocks, or nobody counts whether they came from the disk";
    private static final double COLD_P99_MICROS = 1000;
    private static final double COLD_TO_CACHED_P999 = 3;
    private static final String OURS = "asyncfs/io_uring";

    /** Who sends fewer blocks has an easier time: as many as echos were due, and that is one for each. */
    private static final double LEAST_BLOCKS = 0.95;

    /** Returns all of them, with what was reached. */
    static List<StallGoal> of(List<StallResult> results) {
        Optional<StallResult> cold = find(results, "cold");
        Optional<StallResult> cached = find(results, "cached");
        Double p99 = cold.map(StallResult::p99).orElse(null);
        Double ratio = cold.flatMap(one -> cached.map(other -> one.p999() / other.p999()))
                .orElse(null);
        return List.of(
                new StallGoal(OURS, "cold p99 in microseconds", COLD_P99_MICROS, p99),
                new StallGoal(OURS, "cold p99.9 to cached p99.9", COLD_TO_CACHED_P999, ratio));
    }

    /** Without the blocks, the echos or the state nothing was measured. */
    private static Optional<StallResult> find(List<StallResult> results, String state) {
        return results.stream()
                .filter(one -> one.engine().equals(OURS) && one.state().equals(state) && one.verified())
                .filter(one -> one.requests() > 0 && one.blocks() >= LEAST_BLOCKS * one.requests())
                .findFirst();
    }

    boolean isMet() {
        return reached != null && reached <= most;
    }

    /** Returns one line that says all. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-12s  %s, %s: %s (must %s)",
                reached == null ? "not measured" : isMet() ? "must" : "MISSED",
                engine,
                what,
                reached == null ? OBSTACLE : String.format(Locale.ROOT, "%.2f", reached),
                most);
    }
}
