/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.Futures;
import io.netty.util.concurrent.BlockingOperationException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is held while its holder waits for the engine. An event loop may be the very one that is waited for: it gets
 * the lock at once, or within a moment from a holder that waits for nobody, or is refused. No monitor, which would hold the
 * carrier of a virtual thread before JDK 24.
 */
final class WaitersLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private static final long MOMENT_NANOS = 1_000_000_000L;
    private static final long PAUSE_NANOS = 50_000;

    /**
     * {@inheritDoc}
     *
     * @throws BlockingOperationException on an event loop that would have to wait
     */
    @Override
    public void lock() {
        if (tryLock()) {
            return;
        }
        if (Futures.mayWait()) {
            super.lock();
            return;
        }
        long start = System.nanoTime();
        while (!tryLock()) {
            if (System.nanoTime() - start > MOMENT_NANOS) {
                throw new BlockingOperationException(
                        "another thread waits for a file with this channel, on an event loop");
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
