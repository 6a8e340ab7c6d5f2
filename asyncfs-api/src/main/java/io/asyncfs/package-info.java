/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Asynchronous files for Netty. {@link io.asyncfs.AsyncFs} is where to start: it makes event loops that drive sockets and
 * files, and opens {@link io.asyncfs.AsyncFile}s.
 */
package io.asyncfs;
