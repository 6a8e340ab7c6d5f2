/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device as all loops of an instance see it: those that have reads or direct writes there divide what it may have in flight.
 * Loops that only have files open there take nothing from the others. Any thread.
 */
final class SharedDevice {
    /** Of the queue of a device that this instance may fill by all its loops: read-ahead and other programs need some, too. */
    private static final int PART_OF_QUEUE = 2;

    /** What every loop gets however many there are. */
    private static final int MIN_ROOM = 16;

    private final int share;
    private final AtomicInteger loops = new AtomicInteger();

    /** Makes a device whose queue takes so many requests. */
    SharedDevice(int requests) {
        share = requests / PART_OF_QUEUE;
    }

    /** Returns how many operations one loop may have at the device. */
    int room() {
        return Math.max(MIN_ROOM, share / Math.max(1, loops.get()));
    }

    /** A loop that had nothing at the device begins to. */
    void entered() {
        loops.incrementAndGet();
    }

    /** A loop that was counted goes to sleep, or ends, without anything at the device. */
    void left() {
        loops.decrementAndGet();
    }
}
