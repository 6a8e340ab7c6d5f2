/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.nio.ByteBuffer;

/**
 * The pieces of native memory in which most buffers lie, for a queue that registers them with the kernel. Pieces are only
 * added, and whoever refers to one keeps it. Any thread.
 */
public interface PooledMemory {
    /** Returns how many pieces there are; cheap. */
    int pieces();

    /** Returns a piece, the oldest being 0: a direct buffer of all of it; null when it has been given up since. */
    ByteBuffer piece(int index);
}
