/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Files as a sequence of chunks, which is what the adapters to other libraries' shapes have in common. Knows the API and
 * nothing below it.
 */
package io.asyncfs.chunks;
