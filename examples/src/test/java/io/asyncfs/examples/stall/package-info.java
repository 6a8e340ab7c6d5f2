/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** Proves that the loop does not block: by the clock, with a slow file system, and by a trace of its system calls. */
package io.asyncfs.examples.stall;
