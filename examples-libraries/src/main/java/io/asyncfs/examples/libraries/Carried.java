/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import io.asyncfs.nio.AsyncFsFileSystemProvider;
import java.nio.file.FileSystems;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What went through asyncfs: the only thing in these programs that knows of it. */
final class Carried {
    private static final long START_SECONDS = 30;

    private Carried() {}

    /** Waits until the engine is up, as until then the JDK opens; a program that does not count need not. */
    static void awaitEngine() {
        if (FileSystems.getDefault().provider() instanceof AsyncFsFileSystemProvider ours
                && !ours.awaitEngine(START_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("asyncfs cannot start", ours.engineFailure());
        }
    }

    /** Prints the counters of the provider and of its engine, one a line. */
    static void print() {
        FileSystemProvider provider = FileSystems.getDefault().provider();
        if (provider instanceof AsyncFsFileSystemProvider ours) {
            Map<String, Long> counters = new TreeMap<>(ours.counters().snapshot());
            counters.putAll(ours.engineCounters().snapshot());
            print(counters);
        } else {
            System.out.println("the files were the JDK's: " + provider);
        }
    }

    /** Prints counters, one a line. */
    static void print(Map<String, Long> counters) {
        counters.forEach((name, count) -> System.out.println(name + '=' + count));
    }
}
