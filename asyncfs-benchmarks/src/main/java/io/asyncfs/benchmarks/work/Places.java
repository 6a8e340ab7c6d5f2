/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.concurrent.atomic.AtomicLong;

/** Where the operations of one slot go; the slots of a sequential workload share a counter. One thread at a time. */
public final class Places {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L; // the golden ratio's fraction of 2^64

    private final Job job;
    private final AtomicLong shared;
    private final boolean sequential;
    private final int usedFiles;
    private long random;
    private long position;
    private int file;

    private Places(Job job, AtomicLong shared, long seed) {
        this.job = job;
        this.shared = shared;
        this.random = GOLDEN * seed;
        this.sequential = job.workload().kind() == Kind.SEQUENTIAL_READ
                || job.workload().kind() == Kind.SEQUENTIAL_WRITE
                || job.workload().kind() == Kind.SMALL_FILES;
        this.usedFiles = job.workload().usedFiles();
    }

    /** Returns one for each slot. */
    public static Places[] of(Job job, int slots) {
        // Multiples of the golden ratio are far from each other, however many there are.
        AtomicLong shared = new AtomicLong(Math.multiplyHigh(GOLDEN * job.number() >>> 1, 2 * job.blocks()));
        Places[] places = new Places[slots];
        for (int i = 0; i < slots; i++) {
            places[i] = new Places(job, shared, (long) job.number() * slots + i + 1);
        }
        return places;
    }

    /** Moves on. */
    public void next() {
        if (sequential) {
            long turn = shared.getAndIncrement();
            file = (int) (turn % usedFiles);
            position = turn / usedFiles % job.blocks() * job.workload().block();
            return;
        }
        // xorshift64
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        long value = random >>> 16;
        if (usedFiles > 1) {
            file = (int) (value % usedFiles);
            value /= usedFiles;
        }
        position = value % job.blocks() * job.workload().block();
    }

    /** Returns the byte of the file. */
    public long position() {
        return position;
    }

    /** Returns the number of the file. */
    public int file() {
        return file;
    }
}
