/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Job;
import java.io.IOException;

/** A way to do file I/O. */
public interface Engine extends AutoCloseable {
    /** Returns what is really in use, for the results. */
    String backend();

    /** Opens the files of a job. Each session has a loop or thread of its own. */
    Session open(Job job) throws Exception;

    @Override
    void close() throws IOException;
}
