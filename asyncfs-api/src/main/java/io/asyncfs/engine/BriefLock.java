/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.locks.ReentrantLock;

/** A lock that is held for some dozen nanoseconds, while a thread that parks for it loses microseconds. */
final class BriefLock extends ReentrantLock {
    private static final long serialVersionUID = 1;

    private static final int SPINS = 100;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        super.lock();
    }
}
