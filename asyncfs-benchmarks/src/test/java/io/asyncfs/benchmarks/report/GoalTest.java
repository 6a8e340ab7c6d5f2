/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoalTest {
    private static Result result(String workload, String engine, double median, double cpu) {
        return new Result(
                workload, engine, "b", median, median, median, "ops/s", 1.0, 2.0, 3.0, cpu, 70.0, 1, 0.05, true, "c");
    }

    private static Optional<Double> reached(Comparison comparison, String engine, String versus) {
        return Goal.ALL.stream()
                .filter(goal -> goal.engine().equals(engine) && goal.versus().equals(versus))
                .map(goal -> goal.value(comparison))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static final Comparison COMPARISON = new Comparison(
            null,
            1,
            List.of(
                    result("randread-4k-cached-qd32", "asyncfs/io_uring", 900, 1000),
                    result("randread-4k-cached-qd32", "fio/io_uring", 600, 1500),
                    result("randread-4k-cached-qd32", "jdk/asyncfilechannel-2", 700, 2500),
                    result("randread-4k-cached-qd1", "asyncfs/io_uring", 500, 1000),
                    result("randread-4k-cached-qd256", "asyncfs/io_uring", 800, 1000),
                    result("randread-4k-cached-qd4096", "asyncfs/io_uring", 720, 1000)),
            List.of());

    @Test
    void moreIsBetter() {
        assertEquals(Optional.of(1.5), reached(COMPARISON, "asyncfs/io_uring", "fio/io_uring"));
        assertEquals(
                Optional.of(2.5),
                reached(COMPARISON, "asyncfs/io_uring", "jdk/asyncfilechannel-2 per processor second"));
        assertEquals(Optional.of(0.8), reached(COMPARISON, "asyncfs/io_uring", "its best depth"));
    }

    @Test
    void whatIsOnlyAimedAtIsNeverMissed() {
        Goal batched = Goal.ALL.stream()
                .filter(goal -> goal.must() == null)
                .findFirst()
                .orElseThrow();
        String what = batched.workload() + " asyncfs/io_uring, fio/io_uring-batched: ";
        Outcome below = new Outcome(batched, 0.9, null);
        assertTrue(below.isMet());
        assertEquals("below aim     " + what + "0.900 (aim 1.0)", below.line());
        assertEquals("aim           " + what + "1.000 (aim 1.0)", new Outcome(batched, 1.0, null).line());
        Outcome without = new Outcome(batched, null, "no fio");
        assertTrue(without.isMet());
        assertEquals("not measured  " + what + "no fio (aim 1.0)", without.line());
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() {
        assertEquals(Optional.empty(), reached(COMPARISON, "asyncfs/io_uring", "netty/io_uring"));
    }

    @Test
    void ofAmountsLessIsBetter() {
        Goal heap = Goal.ALL.stream()
                .filter(goal -> goal.versus().startsWith("heap"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(70.0), heap.value(COMPARISON));
        assertFalse(heap.isMet(70, heap.must()));
        assertTrue(heap.isMet(64, heap.must()));
    }
}
