/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * What a port supplies. A port is a {@link io.asyncfs.spi.Backend} found by {@link java.util.ServiceLoader}, its
 * {@link io.asyncfs.spi.OpenFile}s (blocking calls on one descriptor, for the pool), and, when the system has an
 * asynchronous mechanism, a {@link io.asyncfs.spi.KernelQueue} per loop; where Netty has a socket transport that can watch
 * a descriptor, also a {@link io.asyncfs.spi.SocketTransport}. Everything else (operation state, limits, cursor, ordering,
 * buffers, promises) exists once, in the engine.
 */
package io.asyncfs.spi;
