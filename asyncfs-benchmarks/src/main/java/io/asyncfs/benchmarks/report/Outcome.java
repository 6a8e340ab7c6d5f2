/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * What came of a goal.
 *
 * @param goal what was to be reached
 * @param reached the value; null when it was not measured
 * @param obstacle why it was not measured; null when it was
 */
public record Outcome(Goal goal, Double reached, String obstacle) {
    /** Returns what came of the goals of some workloads, which are in the comparison as far as any engine could do them. */
    public static List<Outcome> of(Comparison comparison, List<String> workloads) {
        return Goal.ALL.stream()
                .filter(goal -> workloads.contains(goal.workload()) && goal.isForThisJdk())
                .map(goal -> goal.value(comparison)
                        .map(value -> new Outcome(goal, value, null))
                        .orElseGet(() -> new Outcome(goal, null, goal.obstacle(comparison))))
                .toList();
    }

    /** Returns whether what must be reached was measured, and was reached. */
    public boolean isMet() {
        return goal.must() == null || reached != null && goal.isMet(reached, goal.must());
    }

    /** Returns one line that says all. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-12s  %s %s, %s: %s (%saim %s)",
                verdict(),
                goal.workload(),
                goal.engine(),
                goal.versus(),
                reached == null ? obstacle : String.format(Locale.ROOT, "%.3f", reached),
                goal.must() == null ? "" : "must " + goal.must() + ", ",
                goal.aim());
    }

    private String verdict() {
        if (reached == null) {
            return "not measured";
        }
        if (!isMet()) {
            return "MISSED";
        }
        return goal.isMet(reached, goal.aim()) ? "aim" : goal.must() == null ? "below aim" : "must";
    }
}
