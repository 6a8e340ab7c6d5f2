/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long something took, done one after another for a while. */
public final class Latencies {
    /** System property: the bound in milliseconds, for machines that are emulated. */
    public static final String BOUND = "io.asyncfs.test.stall";

    private static final long BOUND_MILLIS = Long.getLong(BOUND, 20);

    private final List<Long> nanos = new ArrayList<>();

    private Latencies() {}

    /** What is measured. */
    @FunctionalInterface
    public interface Action {
        /** Does it once. */
        void run() throws Exception;
    }

    /** Returns what has measured nothing yet. */
    public static Latencies none() {
        return new Latencies();
    }

    /** Does something at least 300 times and at least so long. */
    public static Latencies of(long millis, Action action) throws Exception {
        Latencies latencies = new Latencies();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (latencies.nanos.size() < 300 || System.nanoTime() - end < 0) {
            latencies.add(1, action);
        }
        return latencies;
    }

    /** Does something so many times more. */
    public void add(int times, Action action) throws Exception {
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            action.run();
            nanos.add(System.nanoTime() - start);
        }
    }

    /** Asserts that nothing stalled: 99 of 100 took less than 20 ms, or than {@link #BOUND}. */
    public void assertNoStall() {
        Collections.sort(nanos);
        long p99 = TimeUnit.NANOSECONDS.toMillis(nanos.get(nanos.size() * 99 / 100));
        assertTrue(
                p99 < BOUND_MILLIS,
                () -> "p99 " + p99 + " ms of " + nanos.size() + ", the longest "
                        + TimeUnit.NANOSECONDS.toMillis(nanos.get(nanos.size() - 1)) + " ms");
    }
}
