/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Counts operations and their latencies until the time is over. Each thread that ends operations has a lane of its own.
 */
public final class Meter {
    /** A latency that is longer counts as so long. */
    static final long MAX_NANOS = 60_000_000_000L;

    private final long nanos;
    private final boolean checksAll;
    private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Lane> lane = ThreadLocal.withInitial(this::newLane);
    private volatile long deadline;

    /** Makes one that ends so many nanoseconds after {@link #begin}; {@code checksAll} when blocks are checked as a whole. */
    public Meter(long nanos, boolean checksAll) {
        this.nanos = nanos;
        this.checksAll = checksAll;
    }

    /** Makes one that ends so many seconds after {@link #begin}. */
    public static Meter ofSeconds(double seconds, boolean checksAll) {
        return new Meter((long) (seconds * TimeUnit.SECONDS.toNanos(1)), checksAll);
    }

    /** The time begins. */
    public void begin() {
        deadline = System.nanoTime() + nanos;
    }

    /** The time is over, whatever is left of it. Any thread. */
    public void end() {
        deadline = System.nanoTime();
    }

    /** Returns whether every byte of a block is to be checked, and not its first stamp only. */
    public boolean checksAll() {
        return checksAll;
    }

    /** Returns the calling thread's. */
    public Lane lane() {
        return lane.get();
    }

    private Lane newLane() {
        Lane made = new Lane();
        lanes.add(made);
        return made;
    }

    /** Returns all latencies, when nothing goes on any more. */
    public Histogram latencies() {
        Histogram all = new Histogram(MAX_NANOS, 3);
        lanes.forEach(one -> all.add(one.latencies));
        return all;
    }

    /** Returns how many operations ended until now, roughly while they go on. */
    public long ops() {
        return lanes.stream().mapToLong(one -> one.ops).sum();
    }

    /** One thread's part. */
    public final class Lane {
        private final Histogram latencies = new Histogram(MAX_NANOS, 3);
        private long ops;

        private Lane() {}

        /** Counts an operation that began at {@code start} ({@link System#nanoTime}); returns false when the time is over. */
        public boolean ended(long start) {
            long now = System.nanoTime();
            latencies.recordValue(Math.min(now - start, MAX_NANOS));
            ops++;
            return now - deadline < 0;
        }
    }
}
