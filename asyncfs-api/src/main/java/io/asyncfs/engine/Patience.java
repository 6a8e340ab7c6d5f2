/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/**
 * Whether to stay awake for some microseconds before a sleep: to go to sleep and to be woken costs a thread, and whoever wakes
 * it, as much as an operation of a fast device or of the pool takes. Where that does not pay it is tried ever more rarely, so
 * that who waits for a slow disk sleeps. One thread at a time.
 */
final class Patience {
    /** How many waits at most begin with sleep before staying awake is tried again: 20 us are then 1 % of 63 waits of 30 us, 60 are 3 %. */
    private static final int MOST_SKIPPED = 63;

    private int skips;
    private int left;

    /** Returns whether this wait may begin awake; then {@link #looked} is to be called. */
    boolean mayLook() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    /** Tells whether staying awake has paid. */
    void looked(boolean found) {
        skips = found ? 0 : Math.min(MOST_SKIPPED, 2 * skips + 1);
        left = skips;
    }

    /** Returns whether the last wait was short. */
    boolean pays() {
        return skips == 0;
    }
}
