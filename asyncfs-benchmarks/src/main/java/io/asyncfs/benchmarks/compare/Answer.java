/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.work.Measurement;

/**
 * What a worker says; one line of JSON.
 *
 * @param backend what is in use, in the first answer
 * @param measurement the outcome of an order
 * @param error why there is none
 * @param wrongBytes whether that is because bytes were wrong
 */
record Answer(String backend, Measurement measurement, String error, boolean wrongBytes) {}
