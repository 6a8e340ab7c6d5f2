/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Pass;

/**
 * What a worker is to do next; one line of JSON.
 *
 * @param job the workload and its files
 * @param pass how
 */
record Order(Job job, Pass pass) {}
