/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Job;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Whose channels: opens one. */
@FunctionalInterface
interface Opening<C extends Channel> {
    C open(Path path, Set<OpenOption> options) throws IOException;

    /** Opens all files of a job, or none: the process goes on with other jobs when that fails. */
    default C[] all(Job job, IntFunction<C[]> array) throws IOException {
        List<C> files = new ArrayList<>();
        try {
            for (int i = 0; i < job.workload().files(); i++) {
                files.add(open(job.file(i), FileChannelEngine.options(job.workload())));
            }
        } catch (Throwable e) {
            for (C file : files) {
                file.close();
            }
            throw e;
        }
        return files.toArray(array);
    }
}
