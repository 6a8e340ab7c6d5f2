/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import java.util.concurrent.TimeUnit;

/** Makes slabs. Not thread-safe: the arena's lock of growth guards it. */
final class SlabSource {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int length;
    private final int alignment;
    private String usedUp; // what was said when there was no memory; null when there was
    private long since;

    SlabSource(int length, int alignment) {
        this.length = length;
        this.alignment = alignment;
    }

    /**
     * Makes one. When there is no direct memory left, the JDK runs the garbage collector and sleeps for half a second before it
     * says so (java.nio.Bits), so for a second nobody asks it again.
     */
    Slab make() {
        if (usedUp != null && System.nanoTime() - since < PAUSE_NANOS) {
            throw new OutOfMemoryError(usedUp);
        }
        try {
            Slab slab = new Slab(length, alignment);
            usedUp = null;
            return slab;
        } catch (OutOfMemoryError e) {
            usedUp = String.valueOf(e.getMessage());
            since = System.nanoTime();
            throw e;
        }
    }
}
