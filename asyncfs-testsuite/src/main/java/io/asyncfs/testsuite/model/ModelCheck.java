/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The random-operations test: many programs, each on a file of its own against a {@link FileModel}. A failure tells the seed
 * of its program and the shortest program found that fails as well.
 */
public final class ModelCheck {
    /** Operations under way at most, when there are many. */
    private static final int MANY = 32;

    private static final Duration SHRINKING = Duration.ofSeconds(60);

    /** A failure that needs a race is looked for so many times before a program counts as one that works. */
    private static final int ATTEMPTS_WHEN_CONCURRENT = 5;

    private final FileUnderTest under;
    private final int unit;
    private final int depth;

    /**
     * Creates a check.
     *
     * @param unit what positions and lengths of transfers must be multiples of; 1 for buffered files
     * @param many whether operations on ranges that do not overlap are under way together
     */
    public ModelCheck(FileUnderTest under, int unit, boolean many) {
        this.under = under;
        this.unit = unit;
        depth = many ? MANY : 1;
    }

    /** Runs programs of so many operations altogether; the seeds of the programs count up from {@code seed}. */
    public void run(int operations, long seed) throws InterruptedException, ExecutionException {
        // On a thread of its own: the leak detector takes stack traces for every buffer, and JUnit's stack is deep.
        FutureTask<AssertionError> programs = new FutureTask<>(() -> firstFailure(operations, seed));
        new Thread(programs, "model").start();
        AssertionError failure = programs.get();
        if (failure != null) {
            throw failure;
        }
    }

    private AssertionError firstFailure(int operations, long seed) {
        int left = operations;
        for (long number = seed; left > 0; number++) {
            List<Op> program = new Generator(number, unit).program(Math.min(left, Op.MAX_PROGRAM));
            Throwable failure = failureOf(program);
            if (failure != null) {
                return new AssertionError(report(program, number, failure), failure);
            }
            left -= program.size();
        }
        return null;
    }

    /** Returns what is wrong when the program runs; null when nothing is. */
    private Throwable failureOf(List<Op> program) {
        try {
            ProgramRun.of(program, under, unit, depth);
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    private String report(List<Op> program, long seed, Throwable failure) {
        int attempts = depth == 1 ? 1 : ATTEMPTS_WHEN_CONCURRENT;
        Throwable[] last = {failure};
        Shrinker.Result shrunk = Shrinker.shrink(
                program,
                unit,
                shorter -> {
                    Throwable found = null;
                    for (int i = 0; i < attempts && found == null; i++) {
                        found = failureOf(shorter);
                    }
                    last[0] = found == null ? last[0] : found;
                    return found != null;
                },
                SHRINKING);
        StringBuilder report = new StringBuilder();
        report.append("The file differs from the model: ").append(failure.getMessage());
        report.append("\nSeed ").append(seed).append(", ").append(unit == 1 ? "buffered" : "direct");
        report.append(", at most ")
                .append(depth)
                .append(" in flight; again: --tag model --seed ")
                .append(seed);
        report.append(" --ops ").append(Op.MAX_PROGRAM);
        report.append("\nShrunk from ").append(program.size()).append(" operations to ");
        report.append(shrunk.program().size())
                .append(" by ")
                .append(shrunk.runs())
                .append(" runs");
        report.append(shrunk.late() ? ", when the time was up:" : ":");
        for (Op op : shrunk.program()) {
            report.append("\n  ").append(op);
        }
        return report.append("\nwhich fails with ").append(last[0].getMessage()).toString();
    }
}
