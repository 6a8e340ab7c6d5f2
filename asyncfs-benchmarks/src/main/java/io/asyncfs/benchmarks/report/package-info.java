/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** Results, goals, and the pages that show them. */
package io.asyncfs.benchmarks.report;
