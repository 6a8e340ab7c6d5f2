/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.platform.Log;
import io.netty.channel.IoHandlerContext;

/**
 * What a handler asks of the engine in every round. Whatever is thrown there stays here: nobody catches what comes out of a
 * handler (SingleThreadIoEventLoop.run), so a loop would end with all of its sockets, which are the user's. Loop only.
 */
final class LoopRounds {
    private static final Log LOGGER = Log.of("io.asyncfs");

    /** As long as Netty's own handlers pause, which do so each time (EpollIoHandler.handleLoopException). */
    private static final long PAUSE_MILLIS = 1_000;

    private static final long PAUSE_NANOS = PAUSE_MILLIS * 1_000_000;

    private final Dispatcher dispatcher;
    private boolean hasFailed;
    private long lastFailure;

    LoopRounds(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Does {@link Dispatcher#turn}. */
    int turn() {
        try {
            return dispatcher.turn();
        } catch (Throwable e) {
            failed(e);
            return 0;
        }
    }

    /** Does {@link Dispatcher#linger}. */
    boolean linger(IoHandlerContext loop) {
        try {
            return dispatcher.linger(loop);
        } catch (Throwable e) {
            failed(e);
            return true;
        }
    }

    /** Does {@link Dispatcher#mayBlock}. */
    boolean mayBlock() {
        try {
            return dispatcher.mayBlock();
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    /** A failure that does not pass must not keep a processor busy; one alone holds up nobody. */
    private void failed(Throwable e) {
        LOGGER.log(Log.Level.ERROR, "The files of an event loop failed unexpectedly; the loop goes on", e);
        boolean again = hasFailed && System.nanoTime() - lastFailure < PAUSE_NANOS;
        if (again) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException interrupted) {
                // Whoever interrupts a loop has nothing to end by that; Netty's handlers go on, too.
            }
        }
        hasFailed = true;
        lastFailure = System.nanoTime();
    }
}
