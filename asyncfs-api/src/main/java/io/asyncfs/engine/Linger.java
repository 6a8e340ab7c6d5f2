/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.netty.channel.IoHandlerContext;
import io.netty.util.NettyRuntime;

/**
 * A loop that has nothing to do stays awake for a moment, as {@link Patience} allows: with operations in flight until one ends,
 * and when the last has ended until another thread, which has got its result, comes with the next. Loop only.
 */
final class Linger {
    /** Longer than a fast device is silent at some depth, and than the pool takes for a cached read. */
    static final long NANOS = 8_000;

    /**
     * Longer than it takes to wake a thread, which is 25 to 35 us on a virtual processor that is idle. The device has nothing
     * to do meanwhile, nor while the loop is woken: 64 virtual threads read 88 instead of 79 thousand blocks a second.
     */
    private static final long ANSWER_NANOS = 60_000;

    /** Who is to answer needs a processor meanwhile. */
    private static final boolean MORE_PROCESSORS = NettyRuntime.availableProcessors() > 1;

    /** Looks between two of the clock, which costs more than they do. */
    private static final int LOOKS = 8;

    private final KernelQueue queue;
    private final Mailbox mailbox;
    private final Patience patience = new Patience();
    private final Patience forAnswers = new Patience();
    private boolean mayBeAnswered;

    Linger(KernelQueue queue, Mailbox mailbox) {
        this.queue = queue;
        this.mailbox = mailbox;
    }

    /** An operation has ended, and so many are left in flight. */
    void ended(int inFlight) {
        mayBeAnswered |= inFlight == 0;
    }

    /** Waits a moment, unless that is in vain; returns whether there is something to do. */
    boolean await(IoHandlerContext loop, boolean isInFlight) {
        if (isInFlight) {
            return looks(patience, loop, NANOS);
        }
        boolean mayLook = mayBeAnswered && MORE_PROCESSORS;
        mayBeAnswered = false;
        return mayLook && looks(forAnswers, loop, ANSWER_NANOS);
    }

    /** Returns whether the last wait for what is in flight was short. */
    boolean pays() {
        return patience.pays();
    }

    private boolean looks(Patience allows, IoHandlerContext loop, long nanos) {
        if (!loop.canBlock() || !allows.mayLook()) {
            return false;
        }
        boolean woken = look(loop, nanos);
        allows.looked(woken);
        return woken;
    }

    private boolean look(IoHandlerContext loop, long nanos) {
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
        } while (System.nanoTime() - start < nanos);
        return false;
    }
}
