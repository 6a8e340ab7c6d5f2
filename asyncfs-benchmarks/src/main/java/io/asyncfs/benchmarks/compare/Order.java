/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.work.Job;

/**
 * What a worker is to do next; one line of JSON.
 *
 * @param job the workload and its files
 * @param seconds how long
 * @param checksAll whether every byte is checked; what is measured then is of no use
 */
record Order(Job job, double seconds, boolean checksAll) {}
