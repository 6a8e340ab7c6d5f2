/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/**
 * How one loop drives the pool. Calling a thread takes longer than a cached read does, so while the pool answers within
 * microseconds the few threads that are awake get all the work, and the others are called when it stops answering or the
 * loop goes to sleep: so one slow disk delays what waits behind it by no more than that. Loop only.
 */
final class PoolPace {
    private final BlockingPool pool;
    private final Linger linger;
    private boolean held; // there may be operations for which no thread was called
    private boolean answered;
    private long silentSince;

    PoolPace(BlockingPool pool, Linger linger) {
        this.pool = pool;
        this.linger = linger;
    }

    /** Gives an operation to the pool. */
    void execute(FileOp op) {
        held |= pool.execute(op, linger.pays());
    }

    /** The pool is done with an operation. */
    void answered() {
        answered = true;
    }

    /** Looks whether the pool still answers; once a round, as a busy loop may not sleep for long. */
    void roundEnded() {
        if (!held) {
            return;
        }
        if (answered) {
            answered = false;
            silentSince = 0;
            return;
        }
        long now = System.nanoTime();
        if (silentSince == 0) {
            silentSince = now;
        } else if (now - silentSince > Linger.NANOS) {
            callAll();
        }
    }

    /** Calls the threads that were not called; before the loop sleeps. */
    void callAll() {
        if (held) {
            held = false;
            silentSince = 0;
            pool.callAll();
        }
    }
}
