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
 */
public record Job(Workload workload, String path, long bytes) {
    /** Returns a file by its number. */
    public Path file(int number) {
        return workload.files() == 1 ? Path.of(path) : Path.of(path, Integer.toString(number));
    }

    /** Returns how many blocks a file has. */
    public long blocks() {
        return bytes / workload.block();
    }
}
