/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device as all loops of an instance see it: those that have reads or direct writes there divide what it may have in flight.
 * Loops that only have files open there take nothing from the others, and who comes later gets little until who was there
 * before has given way. Any thread.
 */
final class SharedDevice {
    /** What every loop gets however many there are. */
    static final int MIN_ROOM = 16;

    /** Of the queue of a device that this instance may fill by all its loops: read-ahead and other programs need some, too. */
    private static final int PART_OF_QUEUE = 2;

    private final int share;
    private final AtomicInteger loops = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Makes a device whose queue takes so many requests. */
    SharedDevice(int requests) {
        share = requests / PART_OF_QUEUE;
    }

    /** Returns how many operations a loop may have at the device that has told of {@code told}. */
    int room(int told) {
        int leftByOthers = share - (inFlight.get() - told);
        return Math.max(MIN_ROOM, Math.min(leftByOthers, share / Math.max(1, loops.get())));
    }

    /** A loop that had nothing at the device begins to. */
    void entered() {
        loops.incrementAndGet();
    }

    /** A loop tells how many more it has there than when it told last. */
    void changed(int by) {
        inFlight.addAndGet(by);
    }

    /** A loop that was counted goes to sleep, or ends, without anything at the device. */
    void left() {
        loops.decrementAndGet();
    }
}
