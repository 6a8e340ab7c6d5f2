/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** {@code bench stall}: what files do to everything else on a loop. */
package io.asyncfs.benchmarks.stall;
