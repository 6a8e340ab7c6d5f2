/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

/**
 * How two engines stand to each other.
 *
 * @param workload its name
 * @param engine the one
 * @param versus the other
 * @param ratio above 1 when {@code engine} is better
 */
public record Ratio(String workload, String engine, String versus, double ratio) {}
