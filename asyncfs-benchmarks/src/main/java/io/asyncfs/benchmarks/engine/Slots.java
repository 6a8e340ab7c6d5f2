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
    private Throwable failure;
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
        loop.submit(() -> begin(meter, slots)).addListener(begun -> {
            if (!begun.isSuccess()) {
                over.tryFailure(begun.cause());
            }
        });
        over.sync();
    }

    private void begin(Meter meter, Slot... slots) {
        lane = meter.lane();
        failure = null;
        active = slots.length;
        for (Slot slot : slots) {
            goOn(slot);
        }
    }

    /** The loop would only log what is thrown here, and the run would never end. */
    private void goOn(Slot slot) {
        if (failure != null) {
            leave();
            return;
        }
        try {
            slot.submit();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** An operation that began at {@code start} has ended. On the loop. */
    void ended(Slot slot, long start) {
        if (lane.ended(start)) {
            goOn(slot);
        } else {
            leave();
        }
    }

    /**
     * An operation failed, and with it the whole run, which ends when no slot has one in flight: the kernel may still write to
     * their buffers. On the loop.
     */
    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        leave();
    }

    private void leave() {
        if (--active > 0) {
            return;
        }
        if (failure == null) {
            over.setSuccess(null);
        } else {
            over.setFailure(failure);
        }
    }
}
