/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/** The identity of the calling thread, as tracers see it. */
public final class ProcessNative {
    private ProcessNative() {}

    /** Returns the kernel's id of the calling thread (gettid(2)), the one of {@code /proc/self/task}. */
    public static native int threadId();
}
