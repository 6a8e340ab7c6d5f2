/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Workload;
import java.io.Closeable;
import java.io.IOException;

/** One of those that are compared. */
interface Contender extends Closeable {
    /** Returns its name in the results. */
    String name();

    /** Returns what is in use. */
    String backend();

    /** Returns whether it takes part. */
    boolean supports(Workload workload);

    /** Returns the command that does a job for some seconds, as one types it. */
    String commandLine(Job job, double seconds);

    /** Returns whether it has to be warm before it is measured, as what is compiled while it runs. */
    boolean warmsUp();

    /** Does a job for some seconds. */
    Measurement run(Job job, double seconds) throws IOException;

    /**
     * Does a job and checks every byte; fails with an IOException or AssertionError that says which is wrong. Returns false when
     * it cannot check what the job does.
     */
    boolean verify(Job job, double seconds) throws IOException;

    /** Counts the system calls of an operation while it does a job; null where they cannot be counted. */
    Double countCalls(Job job, double seconds) throws IOException;

    /** Ends it; fails when it does not end as it should. */
    @Override
    void close() throws IOException;
}
