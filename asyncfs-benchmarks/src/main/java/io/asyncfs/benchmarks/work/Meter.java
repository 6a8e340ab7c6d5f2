/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;

/**
 * Counts operations and their latencies until the time of a pass is over. Each thread that ends operations has a lane of its
 * own. A lane is 220 KB and is kept for later passes: made while an engine is measured, it would count as the engine's garbage.
 */
public final class Meter {
    /** A latency that is longer counts as so long. */
    static final long MAX_NANOS = 60_000_000_000L;

    private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final Queue<Lane> free = new ConcurrentLinkedQueue<>();
    private Pass pass;
    private ThreadLocal<Lane> lane;
    private volatile long deadline;

    /** Prepares for a pass, when nothing goes on. */
    public void reset(Pass next) {
        pass = next;
        lanes.forEach(Lane::reset);
        free.clear();
        free.addAll(lanes);
        lane = ThreadLocal.withInitial(this::takeLane);
    }

    /** The time begins. */
    public void begin() {
        deadline = System.nanoTime() + pass.nanos();
    }

    /** The time is over, whatever is left of it. Any thread. */
    public void end() {
        deadline = System.nanoTime();
    }

    /** Returns what is being done. */
    public Pass pass() {
        return pass;
    }

    /** Returns the calling thread's. */
    public Lane lane() {
        return lane.get();
    }

    private Lane takeLane() {
        Lane taken = free.poll();
        if (taken == null) {
            taken = new Lane();
            lanes.add(taken);
        }
        return taken;
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

        private void reset() {
            latencies.reset();
            ops = 0;
        }

        /** Counts an operation that began at {@code start} ({@link System#nanoTime}); returns false when the time is over. */
        public boolean ended(long start) {
            long now = System.nanoTime();
            latencies.recordValue(Math.min(now - start, MAX_NANOS));
            ops++;
            return now - deadline < 0;
        }
    }
}
