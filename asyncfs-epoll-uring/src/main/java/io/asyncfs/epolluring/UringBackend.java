/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.BackendStatus;
import io.asyncfs.FileStat;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;

/** Linux with io_uring: transfers and syncs in the ring, everything else by blocking system calls on the pool. */
public final class UringBackend implements Backend {
    static final String NAME = "io_uring";

    /** Creates the backend; touches nothing native before {@link #probe()}. */
    public UringBackend() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int rank() {
        return 100;
    }

    @Override
    public BackendStatus probe() {
        return UringProbe.probe();
    }

    @Override
    public boolean hasKernelQueue() {
        return true;
    }

    @Override
    public KernelQueue newQueue(int depth) throws IOException {
        return new UringQueue(depth);
    }

    @Override
    public OpenFile open(OpenRequest request) throws IOException {
        return LinuxOpen.open(request);
    }

    @Override
    public OpenDirectory openDirectory(Path path) throws IOException {
        return LinuxDirectory.of(path);
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        return LinuxStat.ofPath(PathBytes.of(path)).stat();
    }

    @Override
    public void syncDirectory(Path path) throws IOException {
        int fd = LinuxDirectory.descriptor(path);
        try {
            SystemCall.check(PosixFileNative.fsync(fd));
        } finally {
            PosixFileNative.close(fd);
        }
    }

    @Override
    public SystemCallException error(long result) {
        return SystemCall.failure(result);
    }

    /** EAGAIN without RWF_NOWAIT is real (tigerbeetle#2474), and a signal to an io-wq worker gives EINTR. */
    @Override
    public Verdict verdict(long result) {
        return switch ((int) -result) {
            case Errno.EAGAIN, Errno.EINTR -> Verdict.RETRY;
            case Errno.ECANCELED -> Verdict.CANCELLED;
            default -> Verdict.FAILED;
        };
    }
}
