/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one thread of a pool that stays awake for a moment when there is nothing to do, as {@link Patience} allows, if no other
 * works: more would take a small machine's loop its processor. Guarded by the pool's lock, but for {@link #look()}.
 */
final class Lookout {
    /** Longer than a loop needs that is woken with a result and asks for the next operation: 40 instead of 410 K/s with 8 us. */
    private static final long NANOS = 20_000;

    /** Looks between two of the clock, which costs more than they do. */
    private static final int LOOKS = 16;

    private final Patience patience = new Patience();
    private final AtomicInteger toDo = new AtomicInteger();
    private boolean isThere;

    /** Tells how much there is to do. */
    void toDo(int count) {
        toDo.setOpaque(count);
    }

    /** Returns whether a thread looks, and so needs no call. */
    boolean isThere() {
        return isThere;
    }

    /** Returns whether the calling thread may look; then {@link #end} is to be called. */
    boolean begin() {
        if (isThere || !patience.mayLook()) {
            return false;
        }
        isThere = true;
        return true;
    }

    void end(boolean found) {
        isThere = false;
        patience.looked(found);
    }

    /** Waits until there is something to do, for a moment; without the lock. */
    void look() {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (toDo.getOpaque() > 0) {
                    return;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < NANOS);
    }
}
