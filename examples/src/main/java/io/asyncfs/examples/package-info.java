/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** The commands of {@code ./asyncfs} and the small programs the README shows. */
package io.asyncfs.examples;
