/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** Files as the content of Netty's handlers. */
module io.asyncfs.handler {
    exports io.asyncfs.handler;

    requires transitive io.asyncfs;
    requires transitive io.netty.handler;
}
