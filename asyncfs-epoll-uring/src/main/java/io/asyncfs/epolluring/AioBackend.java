/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.BackendStatus;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.SeccompNative;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.PooledMemory;
import java.io.IOException;

/**
 * Linux AIO: direct reads and writes by the kernel, reads from the page cache on the loop, everything else by blocking
 * system calls on the pool. For where io_uring is forbidden, as in Docker's default profile.
 */
public final class AioBackend extends LinuxBackend {
    static final String NAME = "linux_aio";

    /** Creates the backend; touches nothing native before {@link #probe()}. */
    public AioBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return 50;
    }

    @Override
    boolean isTrapped() {
        return SeccompNative.trapsLinuxAio();
    }

    @Override
    BackendStatus probeQueue() {
        return AioProbe.probe();
    }

    @Override
    public KernelQueue newQueue(int depth, PooledMemory pooled) throws IOException {
        try {
            return new AioQueue(depth);
        } catch (RingException e) {
            throw AioProbe.explained(e);
        }
    }

    /** What would have waited (EAGAIN) does not come here: the queue hands it back. */
    @Override
    public Verdict verdict(long result) {
        return switch ((int) -result) {
            case Errno.EINTR -> Verdict.RETRY;
            case Errno.ECANCELED -> Verdict.CANCELLED;
            default -> Verdict.FAILED;
        };
    }
}
