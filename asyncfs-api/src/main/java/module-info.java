/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** Asynchronous file I/O for Netty: the file API, the event loop that drives it and the pool backend. */
@SuppressWarnings("module") // the modules named below are compiled after this one
module io.asyncfs {
    exports io.asyncfs;
    exports io.asyncfs.chunks to
            io.asyncfs.handler;
    exports io.asyncfs.flow;
    exports io.asyncfs.platform to
            io.asyncfs.epolluring,
            io.asyncfs.kqueueaio,
            io.asyncfs.windowsiocp;
    exports io.asyncfs.spi to
            io.asyncfs.epolluring,
            io.asyncfs.kqueueaio,
            io.asyncfs.windowsiocp,
            io.asyncfs.nio,
            io.asyncfs.testsuite;

    uses io.asyncfs.spi.Backend;
    uses io.asyncfs.spi.SocketTransport;

    requires transitive io.netty.common;
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires io.netty.transport.unix.common;
    requires static java.logging; // on Android, where there is no System.Logger
}
