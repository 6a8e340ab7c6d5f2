/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import java.io.IOException;
import java.time.Duration;

/** What a test can do to a disk. Each kind of request has its own state, and all are well at first. */
public interface FaultyDisk extends AutoCloseable {
    /** Delays every later request of a kind. */
    FaultyDisk delay(SlowOp op, Duration delay);

    /** Holds every later request of a kind until {@link #release}. */
    FaultyDisk hold(SlowOp op);

    /** Lets requests of a kind go on, those held and later ones. */
    FaultyDisk release(SlowOp op);

    /** Fails every later request of a kind with an errno of Linux; 0 ends that. */
    FaultyDisk fail(SlowOp op, int errno);

    /** Returns whether a request of a kind waits in the disk. */
    boolean isWaiting(SlowOp op);

    /** Waits until exactly so many requests of a kind wait in the disk. */
    void awaitWaiting(SlowOp op, int requests);

    @Override
    void close() throws IOException;
}
