/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** {@code bench compare}: all engines, side by side. */
package io.asyncfs.benchmarks.compare;
