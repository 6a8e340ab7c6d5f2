/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.asyncfs.benchmarks.work.Workload;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of {@code bench compare}; this is its JSON.
 *
 * @param environment where
 * @param rounds how many times everything was measured
 * @param results one for each workload and engine
 * @param ratios of the medians
 */
public record Comparison(Environment environment, int rounds, List<Result> results, List<Ratio> ratios) {
    /** Returns what an engine reached, if it took part. */
    public Optional<Result> result(String workload, String engine) {
        return results.stream()
                .filter(result ->
                        result.workload().equals(workload) && result.engine().equals(engine))
                .findFirst();
    }

    /** Returns the results of a workload, best first. */
    public List<Result> of(Workload workload) {
        return results.stream()
                .filter(result -> result.workload().equals(workload.name()))
                .sorted((one, other) -> Double.compare(other.median(), one.median()))
                .toList();
    }
}
