/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.netty.channel.IoHandlerContext;

/**
 * A loop that has nothing to do but operations in flight stays awake for some microseconds: going to sleep and being woken
 * costs it and whoever wakes it as much as an operation of a fast device or of the pool takes. Where that does not pay it
 * is tried ever more rarely, so a loop that waits for a slow disk sleeps. Loop only.
 */
final class Linger {
    /** Longer than a fast device is silent at some depth, and than the pool takes for a cached read. */
    static final long NANOS = 8_000;

    /** How many waits at most begin with sleep before staying awake is tried again: it then costs 1 % of 50 us. */
    private static final int MOST_SKIPPED = 63;

    /** Looks between two of the clock, which costs more than they do. */
    private static final int LOOKS = 8;

    private final KernelQueue queue;
    private final Mailbox mailbox;
    private int skips;
    private int left;

    Linger(KernelQueue queue, Mailbox mailbox) {
        this.queue = queue;
        this.mailbox = mailbox;
    }

    /** Waits a moment for an operation in flight to end, unless that is in vain; returns whether there is something to do. */
    boolean await(IoHandlerContext loop) {
        if (left > 0) {
            left--;
            return false;
        }
        boolean woken = look(loop);
        skips = woken ? 0 : Math.min(MOST_SKIPPED, 2 * skips + 1);
        left = skips;
        return woken;
    }

    /** Returns whether the last wait was short. */
    boolean pays() {
        return skips == 0;
    }

    private boolean look(IoHandlerContext loop) {
        long start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (!mailbox.isEmpty() || queue != null && queue.hasCompleted()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            if (!loop.canBlock()) {
                return true;
            }
        } while (System.nanoTime() - start < NANOS);
        return false;
    }
}
