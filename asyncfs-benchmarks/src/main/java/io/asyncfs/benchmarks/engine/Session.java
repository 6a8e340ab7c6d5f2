/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Meter;
import java.io.Closeable;

/** The open files of a job. One thread at a time. */
public interface Session extends Closeable {
    /** Keeps the workload's operations in flight until the meter's time is over and the last of them has ended. */
    void run(Meter meter) throws Exception;

    /** Returns how many times the files were made durable, if that is known, else 0. */
    default long syncs() {
        return 0;
    }
}
