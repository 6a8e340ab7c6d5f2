/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The Linux port of asyncfs: io_uring beside Netty's epoll loop. */
module io.asyncfs.epolluring {
    requires io.asyncfs;
    requires io.asyncfs.jni;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;

    provides io.asyncfs.spi.Backend with
            io.asyncfs.epolluring.UringBackend,
            io.asyncfs.epolluring.AioBackend;
    provides io.asyncfs.spi.SocketTransport with
            io.asyncfs.epolluring.EpollTransport;
}
