/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Programs that know nothing of asyncfs but the option with which they are started,
 * {@code -Djava.nio.file.spi.DefaultFileSystemProvider=io.asyncfs.nio.AsyncFsFileSystemProvider}: Vert.x, Lucene and H2, and one of
 * plain Netty that sends files by HTTP/2.
 */
package io.asyncfs.examples.libraries;
