/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** The commands of {@code ./asyncfs bench}, and what all commands print by: a terminal, and JSON. */
package io.asyncfs.benchmarks;
