/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.EventFdNative;
import io.asyncfs.jni.PosixFileNative;

/** The eventfd by which the kernel tells a loop of completions, and other threads wake it where it waits without sockets. */
final class EventFd {
    private final int fd;

    EventFd() throws RingException {
        fd = EventFdNative.create();
        if (fd < 0) {
            throw new RingException("eventfd", -fd);
        }
    }

    int fd() {
        return fd;
    }

    /** Adds one to the count, which wakes whoever waits; any thread. */
    void ring() {
        EventFdNative.write(fd);
    }

    /**
     * Waits until the count is not 0, and makes it 0.
     *
     * @param timeoutNanos at most so long; {@link Long#MAX_VALUE} without limit
     */
    void await(long timeoutNanos) {
        int ready = EventFdNative.await(fd, timeoutNanos == Long.MAX_VALUE ? -1 : timeoutNanos);
        if (ready > 0) {
            EventFdNative.read(fd); // ppoll(2) is level-triggered
        }
    }

    void close() {
        PosixFileNative.close(fd);
    }
}
