/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Linux AIO (io_submit(2)). A context belongs to the thread that submits and reaps; nothing here is synchronised. Call
 * these only when {@link NativeLibrary#isAvailable()}.
 */
public final class AioNative {
    private AioNative() {}

    /**
     * Makes a context (io_setup(2)).
     *
     * @param events requests that may be in flight at once, 1 or more; they count against fs.aio-max-nr
     * @return the context, which is the address of its completion ring, see {@link AioLayout}; or {@code -errno}:
     *     {@code -EAGAIN} when fs.aio-max-nr is used up, {@code -ENOSYS} in a kernel without it
     */
    public static native long setup(int events);

    /**
     * Ends a context (io_destroy(2)). Blocks until the kernel has finished every request of it.
     *
     * @return 0 or {@code -errno}
     */
    public static native int destroy(long context);

    /**
     * Submits requests (io_submit(2)). May block for requests that the file system cannot do asynchronously, unless they
     * have RWF_NOWAIT.
     *
     * @param pointers the address of an array of {@code struct iocb *}
     * @param count of pointers
     * @return how many were taken, in order; or {@code -errno} of the first, which was not taken
     */
    public static native int submit(long context, long pointers, int count);

    /**
     * Takes what is complete (io_getevents(2)); never waits.
     *
     * @param events the address of an array of {@code struct io_event}
     * @param max its length
     * @return how many there were, or {@code -errno}
     */
    public static native int getEvents(long context, long events, int max);
}
