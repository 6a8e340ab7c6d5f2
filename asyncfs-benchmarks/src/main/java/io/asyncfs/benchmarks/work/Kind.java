/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

/** What is done to files. */
public enum Kind {
    /** Reads at random places. */
    RANDOM_READ("ops/s"),
    /** Reads from the beginning to the end, and again. */
    SEQUENTIAL_READ("ops/s"),
    /** Writes over what is there, at random places. */
    RANDOM_WRITE("ops/s"),
    /** Writes over what is there, from the beginning to the end, and again. */
    SEQUENTIAL_WRITE("ops/s"),
    /** Appends to one file, each made durable before the writer's next. */
    DURABLE_APPEND("records/s"),
    /** Opens small files, asks for their size, reads and closes them. */
    SMALL_FILES("files/s");

    private final String unit;

    Kind(String unit) {
        this.unit = unit;
    }

    /** Returns what is counted. */
    public String unit() {
        return unit;
    }

    /** Returns whether blocks are read, and nothing else is done. */
    public boolean isRead() {
        return this == RANDOM_READ || this == SEQUENTIAL_READ;
    }

    /** Returns whether blocks are written over. */
    public boolean isWrite() {
        return this == RANDOM_WRITE || this == SEQUENTIAL_WRITE;
    }
}
