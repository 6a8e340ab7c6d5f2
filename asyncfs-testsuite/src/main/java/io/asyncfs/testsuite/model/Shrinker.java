/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a program that fails shorter and simpler as long as it still fails: first takes out runs of operations, from
 * halves to single ones (delta debugging), then makes the numbers of those that are left smaller. Bounded in time.
 */
final class Shrinker {
    private final Predicate<List<Op>> fails;
    private final int unit;
    private final long deadline;
    private List<Op> program;
    private int runs;

    private Shrinker(List<Op> program, int unit, Predicate<List<Op>> fails, Duration limit) {
        this.program = program;
        this.unit = unit;
        this.fails = fails;
        deadline = System.nanoTime() + limit.toNanos();
    }

    /**
     * Shrinks a program.
     *
     * @param program fails
     * @param unit what positions and lengths stay multiples of
     * @param fails runs a program and tells whether it fails
     * @param limit no run begins later; what was reached then is the result
     */
    static Result shrink(List<Op> program, int unit, Predicate<List<Op>> fails, Duration limit) {
        Shrinker shrinker = new Shrinker(List.copyOf(program), unit, fails, limit);
        int before;
        do { // smaller numbers make other operations needless
            before = shrinker.weight();
            shrinker.takeOut();
            shrinker.simplify();
        } while (shrinker.weight() < before && !shrinker.isLate());
        return new Result(shrinker.program, shrinker.runs, shrinker.isLate());
    }

    private int weight() {
        return 10 * program.size()
                + program.stream().mapToInt(op -> op.simpler(unit).size()).sum();
    }

    private boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    private void takeOut() {
        int chunk = Math.max(1, program.size() / 2);
        while (chunk > 0) {
            int length = program.size();
            // From the end: what comes after the failure goes in the first steps.
            for (int from = (program.size() - 1) / chunk * chunk; from >= 0; from -= chunk) {
                List<Op> shorter = new ArrayList<>(program);
                shorter.subList(from, Math.min(from + chunk, shorter.size())).clear();
                tryInstead(shorter);
            }
            boolean again = chunk == 1 && program.size() < length && !isLate();
            chunk = again ? 1 : chunk / 2;
        }
    }

    private void simplify() {
        for (int i = 0; i < program.size(); i++) {
            boolean simplified = true;
            while (simplified) {
                simplified = false;
                for (Op simpler : program.get(i).simpler(unit)) {
                    List<Op> other = new ArrayList<>(program);
                    other.set(i, simpler);
                    if (tryInstead(other)) {
                        simplified = true;
                        break;
                    }
                }
            }
        }
    }

    private boolean tryInstead(List<Op> candidate) {
        if (candidate.isEmpty() || candidate.size() > program.size() || isLate()) {
            return false;
        }
        runs++;
        if (!fails.test(candidate)) {
            return false;
        }
        program = List.copyOf(candidate);
        return true;
    }

    /**
     * What came out.
     *
     * @param program the shortest program found that fails
     * @param runs programs that were tried
     * @param late whether the time was up before there was nothing left to try
     */
    record Result(List<Op> program, int runs, boolean late) {}
}
