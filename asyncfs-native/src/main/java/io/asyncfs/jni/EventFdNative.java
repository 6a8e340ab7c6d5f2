/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * An eventfd(2): a counter in the kernel that wakes who waits for it. Its descriptor belongs to the caller, who closes it
 * by {@link PosixFileNative#close(int)}. Any thread.
 */
public final class EventFdNative {
    private EventFdNative() {}

    /**
     * Returns a new descriptor with the count 0, close-on-exec and not blocking, or {@code -errno}.
     */
    public static native int create();

    /**
     * Adds 1, which wakes whoever waits.
     *
     * @return 0 or {@code -errno}; {@code -EAGAIN} if the counter is full, when every waiter is awake already
     */
    public static native int write(int fd);

    /**
     * Returns the count, which is positive, and sets it to 0; {@code -EAGAIN} if it is 0 already, or another
     * {@code -errno}. Never waits.
     */
    public static native long read(int fd);

    /**
     * Waits until the count is not 0, and leaves it as it is. Blocks the calling thread. A signal does not end the wait.
     *
     * @param timeoutNanos the longest wait in nanoseconds; 0 only asks, a negative one waits for ever
     * @return 1 if the count is not 0, 0 if the time is over, or {@code -errno}
     */
    public static native int await(int fd, long timeoutNanos);
}
