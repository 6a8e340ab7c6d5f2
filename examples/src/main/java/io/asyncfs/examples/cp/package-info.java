/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** {@code ./asyncfs cp}: copies a file with many operations in flight. */
package io.asyncfs.examples.cp;
