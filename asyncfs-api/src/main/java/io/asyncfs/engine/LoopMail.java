/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.platform.Log;
import io.asyncfs.spi.OpKind;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How other threads reach a loop: by its mailbox, and by a wake-up when that was empty. Not by the task queue: its tasks run
 * after the drain of a loop that shuts down, and operations accepted before must not be lost. Any thread.
 */
final class LoopMail {
    private static final Log LOGGER = Log.of("io.asyncfs");
    private static final Runnable NOBODY = () -> {};

    private final LoopEngine engine;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicInteger underWay = new AtomicInteger(); // new operations
    private volatile Runnable waker = NOBODY;
    private volatile boolean started;

    LoopMail(LoopEngine engine) {
        this.engine = engine;
    }

    Mailbox box() {
        return mailbox;
    }

    /** Says how this loop's wait is ended; null when it does not wait any more. */
    void wakeBy(Runnable wake) {
        waker = wake == null ? NOBODY : wake;
    }

    /**
     * Returns whether an operation that starts on the loop would overtake those that other threads started before, where that
     * matters: a sync is for all writes before it, and appends are in the order of their calls. Loop only.
     */
    boolean isOvertakenBy(FileOp op) {
        return (op.kind() == OpKind.APPEND || op.kind().isSync()) && underWay.get() > 0;
    }

    /** Sends a new operation to the loop; throws what kept the loop's thread from starting, and has sent nothing then. */
    void send(FileOp op) {
        if (!started) {
            runThread();
        }
        underWay.incrementAndGet();
        put(op);
    }

    /** A new operation is delivered, or returned to its sender. */
    void sent() {
        underWay.decrementAndGet();
    }

    /** Returns whether the loop's thread runs, or mail waits for it; any thread. */
    boolean hasBegun() {
        return !mailbox.isEmpty() || started;
    }

    /** The loop's thread runs. */
    void started() {
        started = true;
    }

    /**
     * Posts to the loop, also while it drains; what a loop that has ended cannot take is returned.
     *
     * @return false when the loop's thread cannot be started: the mail waits until somebody else can
     */
    boolean post(Mailbox.Mail mail) {
        put(mail);
        if (!started) {
            try {
                runThread();
            } catch (RuntimeException | OutOfMemoryError e) {
                LOGGER.log(Log.Level.WARNING, "The thread of an event loop cannot be started; mail for it waits", e);
                return false;
            }
        }
        return true;
    }

    private void put(Mailbox.Mail mail) {
        if (mailbox.post(mail)) {
            wake();
        }
        if (engine.end().isDead()) {
            mailbox.returnAll();
        }
    }

    /** The mail is there, whatever a transport's own wake-up throws. */
    private void wake() {
        try {
            waker.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Log.Level.ERROR, "An event loop cannot be woken; mail for it waits for its next round", e);
        }
    }

    /**
     * Netty starts a loop's thread with its first task, and mail is none. One thread at a time: while another tries in vain,
     * Netty says that it has started.
     */
    private synchronized void runThread() {
        if (started) {
            return;
        }
        try {
            engine.executor().execute(NOBODY);
        } catch (RejectedExecutionException e) {
            if (!engine.isShuttingDown()) { // else its end takes or returns the mail
                throw e;
            }
        }
    }

    /** Runs a task on the loop, now when this is its thread; returns as {@link #post}. */
    boolean runOnLoop(Runnable task) {
        if (!engine.inLoop()) {
            return postTask(task);
        }
        task.run();
        return true;
    }

    /** Runs a task on the loop, in a later turn of its {@link Dispatcher}; returns as {@link #post}. */
    boolean postTask(Runnable task) {
        return post(new Mailbox.Mail() {
            @Override
            void deliver() {
                task.run();
            }
        });
    }
}
