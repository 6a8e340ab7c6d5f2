/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.asyncfs.benchmarks.report.Environment;
import java.util.List;

/**
 * The outcome of {@code bench stall}; this is its JSON.
 *
 * @param environment where
 * @param results one for each engine and state
 */
record StallReport(Environment environment, List<StallResult> results) {}
