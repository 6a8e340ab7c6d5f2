/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.netty.channel.IoHandlerContext;

/** A loop that has nothing to do but operations in flight stays awake for a moment, as {@link Patience} allows. Loop only. */
final class Linger {
    /** Longer than a fast device is silent at some depth, and than the pool takes for a cached read. */
    static final long NANOS = 8_000;

    /** Looks between two of the clock, which costs more than they do. */
    private static final int LOOKS = 8;

    private final KernelQueue queue;
    private final Mailbox mailbox;
    private final Patience patience = new Patience();

    Linger(KernelQueue queue, Mailbox mailbox) {
        this.queue = queue;
        this.mailbox = mailbox;
    }

    /** Waits a moment for an operation in flight to end, unless that is in vain; returns whether there is something to do. */
    boolean await(IoHandlerContext loop) {
        if (!patience.mayLook()) {
            return false;
        }
        boolean woken = look(loop);
        patience.looked(woken);
        return woken;
    }

    /** Returns whether the last wait was short. */
    boolean pays() {
        return patience.pays();
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
