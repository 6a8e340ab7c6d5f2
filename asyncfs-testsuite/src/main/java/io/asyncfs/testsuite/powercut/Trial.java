/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

/**
 * One thing to try: how records are written, and whether they must survive.
 *
 * @param backend the backend of the library
 * @param direct whether blocks are overwritten past the page cache, so that only the disk's own cache must be flushed;
 *     otherwise the file grows, and data and metadata must be kept
 * @param durability what a record waits for
 * @param mountOptions of the file system that is written to
 */
record Trial(String backend, boolean direct, Durability durability, String mountOptions) {
    /** What the length of a record is a multiple of when it is written with direct I/O. */
    private static final int ALIGNMENT = 4096;

    /** Returns whether nothing may be lost; in a control something must be. */
    boolean mustSurvive() {
        return durability == Durability.DATASYNC && !mountOptions.contains("barrier=0");
    }

    /** Returns the records that it writes. */
    Records records(long seed, int count) {
        return new Records(seed, count, direct ? ALIGNMENT : 1);
    }

    @Override
    public String toString() {
        return backend + (direct ? " direct" : " append") + ", " + durability + ", mounted with " + mountOptions;
    }
}
