/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** The commands of {@code ./asyncfs bench}. */
package io.asyncfs.benchmarks;
