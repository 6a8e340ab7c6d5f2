/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all engines are asked to do.
 *
 * @param name as on the command line
 * @param kind what is done
 * @param block bytes of one operation
 * @param depth operations in flight; writers, for durable appends
 * @param direct whether the page cache is passed by
 * @param files how many files are open
 */
public record Workload(String name, Kind kind, int block, int depth, boolean direct, int files) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** So many of the open files are read, if there are more. */
    public static final int READ_FILES = 100;

    /** All that {@code bench compare} does. */
    public static final List<Workload> ALL = all();

    private static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (int depth : new int[] {1, 32, 256, 4096}) {
            all.add(new Workload("randread-4k-cached-qd" + depth, Kind.RANDOM_READ, 4 * KIB, depth, false, 1));
        }
        all.add(new Workload("randread-64k-cached-qd32", Kind.RANDOM_READ, 64 * KIB, 32, false, 1));
        for (int depth : new int[] {1, 32, 64, 128}) {
            all.add(new Workload("randread-4k-direct-qd" + depth, Kind.RANDOM_READ, 4 * KIB, depth, true, 1));
        }
        all.add(new Workload("seqread-1m-cached-qd8", Kind.SEQUENTIAL_READ, MIB, 8, false, 1));
        all.add(new Workload("seqwrite-1m-qd8", Kind.SEQUENTIAL_WRITE, MIB, 8, false, 1));
        all.add(new Workload("randwrite-4k-qd32", Kind.RANDOM_WRITE, 4 * KIB, 32, false, 1));
        for (int writers : new int[] {1, 32}) {
            all.add(new Workload("append-512-dsync-" + writers + "w", Kind.DURABLE_APPEND, 512, writers, false, 1));
        }
        all.add(new Workload("smallfiles-10000", Kind.SMALL_FILES, 4 * KIB, 32, false, 10_000));
        for (int files : new int[] {100, 15_000}) {
            all.add(new Workload("randread-4k-cached-qd32-files" + files, Kind.RANDOM_READ, 4 * KIB, 32, false, files));
        }
        return List.copyOf(all);
    }

    /** Returns the one with this name. */
    public static Optional<Workload> named(String name) {
        return ALL.stream().filter(workload -> workload.name.equals(name)).findFirst();
    }

    /** Returns whether what is read is to be in the page cache. */
    public boolean readsCached() {
        return !direct && !kind.isWrite() && kind != Kind.DURABLE_APPEND;
    }

    /** Returns how many of the files are read or written. */
    public int usedFiles() {
        return kind == Kind.SMALL_FILES ? files : Math.min(files, READ_FILES);
    }
}
