/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Meter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;

/** What goes on in a loop: a number of slots, each with one operation in flight. */
final class Slots {
    private final EventLoop loop;
    private Meter.Lane lane;
    private Promise<Void> over;
    private int active;

    Slots(EventLoop loop) {
        this.loop = loop;
    }

    /** A slot. */
    @FunctionalInterface
    interface Slot {
        /** Begins the next operation. On the loop. */
        void submit();
    }

    /** Keeps all slots going until the time is over. */
    void run(Meter meter, Slot... slots) throws InterruptedException {
        over = loop.newPromise();
        loop.execute(() -> {
            lane = meter.lane();
            active = slots.length;
            for (Slot slot : slots) {
                slot.submit();
            }
        });
        over.sync();
    }

    /** An operation that began at {@code start} has ended. On the loop. */
    void ended(Slot slot, long start) {
        if (lane.ended(start) && !over.isDone()) {
            slot.submit();
        } else if (--active == 0) {
            over.trySuccess(null);
        }
    }

    /** An operation failed, and with it the whole run, which ends when no slot has one in flight. */
    void failed(Throwable cause) {
        active--;
        over.tryFailure(cause);
    }
}
