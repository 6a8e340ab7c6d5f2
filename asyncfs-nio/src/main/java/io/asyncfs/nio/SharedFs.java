/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFs;

/** The instance of channels that are opened without one. It ends with the process: all of its threads are daemons. */
final class SharedFs {
    private static final class Holder {
        // A channel has no signal to wait by, so nothing is refused for being too much, as nothing is by the JDK.
        static final AsyncFs FS = AsyncFs.builder().maxPendingOps(1 << 30).build();
    }

    private SharedFs() {}

    /** Not on an event loop: making it unpacks a library and tries what the kernel can. */
    static AsyncFs get() {
        Opened.checkMayWait();
        return Holder.FS;
    }
}
