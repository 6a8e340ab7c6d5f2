/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Whether a seccomp filter answers system calls with a signal (SECCOMP_RET_TRAP) whose default is to kill the process, as
 * Android's app sandbox does: to be asked before a call that such filters know nothing of. Each question makes the calls
 * with arguments that the kernel refuses, while a handler for SIGSYS of the library is in place; a moment, in which another
 * thread's trapped call would fail instead of ending the process. One question is asked at a time, as each puts the handler
 * back that it found. Call these only when
 * {@link NativeLibrary#isAvailable()}.
 */
public final class SeccompNative {
    private SeccompNative() {}

    /** Returns whether one of the calls of io_uring is trapped. */
    public static synchronized native boolean trapsIoUring();

    /** Returns whether one of the calls of Linux AIO is trapped. */
    public static synchronized native boolean trapsLinuxAio();

    /** Returns whether a call is trapped that all files need: statx, preadv2, pwritev2, eventfd2 and ppoll. */
    public static synchronized native boolean trapsFiles();

    /** Returns whether openat2 is trapped. */
    public static synchronized native boolean trapsOpenat2();

    /** Returns whether cachestat is trapped. */
    public static synchronized native boolean trapsCachestat();
}
