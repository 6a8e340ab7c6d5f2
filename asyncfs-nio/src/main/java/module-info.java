/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** Files in the shapes of java.nio: asynchronous channels, file channels, and a file system provider. */
module io.asyncfs.nio {
    exports io.asyncfs.nio;

    requires transitive io.asyncfs;
}
