/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** Asynchronous file I/O for Netty: the file API, the event loop that drives it and the pool backend. */
module io.asyncfs {
    exports io.asyncfs;

    requires transitive io.netty.common;
    requires transitive io.netty.buffer;
    requires transitive io.netty.transport;
    requires io.netty.transport.unix.common;
}
