/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OwnThreads;
import java.util.concurrent.ThreadFactory;

/**
 * Waits for the doorbell of one kernel queue on a thread of its own and wakes the loop, for transports that cannot watch
 * a descriptor. The loop still reaps: some queues belong to its thread.
 */
final class Reaper {
    private static final ThreadFactory THREADS = OwnThreads.factory("asyncfs-reaper");

    private final KernelQueue queue;
    private final Runnable ring;
    private final Thread thread;
    private volatile boolean ended;

    Reaper(KernelQueue queue, Runnable ring) {
        this.queue = queue;
        this.ring = ring;
        thread = THREADS.newThread(this::work);
    }

    void start() {
        thread.start();
    }

    private void work() {
        while (!ended) {
            queue.awaitDoorbell();
            if (!ended) {
                ring.run();
            }
        }
    }

    /** Ends the thread and waits for it: the queue is closed next, and its descriptor number may be given away. */
    void end() {
        ended = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            queue.wakeup();
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
