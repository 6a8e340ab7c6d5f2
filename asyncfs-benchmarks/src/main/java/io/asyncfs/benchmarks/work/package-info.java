/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** What is done: workloads, test files with stamps, and the meter. */
package io.asyncfs.benchmarks.work;
