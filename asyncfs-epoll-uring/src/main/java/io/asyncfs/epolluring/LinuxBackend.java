/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.FileStat;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;

/** What the backends of Linux have in common: blocking system calls, on the pool. */
abstract class LinuxBackend implements Backend {
    @Override
    public final boolean hasKernelQueue() {
        return true;
    }

    @Override
    public final OpenFile open(OpenRequest request) throws IOException {
        return LinuxOpen.open(request);
    }

    @Override
    public final boolean hasDirectories() {
        return LinuxDirectory.isAvailable();
    }

    @Override
    public final OpenDirectory openDirectory(Path path) throws IOException {
        return LinuxDirectory.of(path);
    }

    @Override
    public final FileStat stat(Path path) throws IOException {
        return LinuxStat.ofPath(PathBytes.of(path)).stat();
    }

    @Override
    public final void syncDirectory(Path path) throws IOException {
        int fd = LinuxDirectory.descriptor(path);
        try {
            SystemCall.check(PosixFileNative.fsync(fd));
        } finally {
            PosixFileNative.close(fd);
        }
    }

    @Override
    public final SystemCallException error(long result) {
        return SystemCall.failure(result);
    }
}
