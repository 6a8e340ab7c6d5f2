/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * The Linux port: io_uring for reads, writes and syncs, Netty's epoll for sockets. Entry points are
 * {@link io.asyncfs.epolluring.UringBackend} and {@link io.asyncfs.epolluring.EpollTransport}, found by
 * {@link java.util.ServiceLoader}.
 */
package io.asyncfs.epolluring;
