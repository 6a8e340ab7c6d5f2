/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One go at a job.
 *
 * @param number which no other has that this process makes: what is written holds it, see {@link Stamp}, so that a write that
 *     does nothing is not taken for one of an earlier pass
 * @param seconds how long
 * @param checksAll whether every byte of a block is checked, and what was written; what is measured then is of no use
 */
public record Pass(int number, double seconds, boolean checksAll) {
    private static final AtomicInteger LAST = new AtomicInteger();

    /** Makes one in which the first stamp of a block is checked, and time matters. */
    public static Pass timed(double seconds) {
        return new Pass(LAST.incrementAndGet(), seconds, false);
    }

    /** Makes one in which all is checked. */
    public static Pass checking(double seconds) {
        return new Pass(LAST.incrementAndGet(), seconds, true);
    }

    long nanos() {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
