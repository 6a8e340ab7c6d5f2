/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.nio.file.Path;

/**
 * A workload on files.
 *
 * @param workload what is done
 * @param path the file, or the directory of the files
 * @param bytes how long each used file is; a multiple of the block
 * @param number of those that do the same at once, so that they do not all go to the same places; 0 for the first
 */
public record Job(Workload workload, String path, long bytes, int number) {
    /** Takes what the only one does, or the first. */
    public Job(Workload workload, String path, long bytes) {
        this(workload, path, bytes, 0);
    }

    /** Returns the same with another number. */
    public Job numbered(int other) {
        return new Job(workload, path, bytes, other);
    }

    /** Returns a file by its number. */
    public Path file(int number) {
        return workload.files() == 1 ? Path.of(path) : Path.of(path, Integer.toString(number));
    }

    /** Returns how many blocks a file has. */
    public long blocks() {
        return bytes / workload.block();
    }
}
