/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

/**
 * An engine that does not take part.
 *
 * @param engine its name
 * @param reason what it lacks here
 */
public record Absent(String engine, String reason) {}
