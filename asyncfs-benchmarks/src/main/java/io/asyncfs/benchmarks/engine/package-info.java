/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** The ways to do file I/O that are measured. */
package io.asyncfs.benchmarks.engine;
