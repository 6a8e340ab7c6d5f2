/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.BackendStatus;
import io.asyncfs.FileStat;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.SystemCallException;
import java.nio.file.Path;

/** The backend of {@link StandInQueue}: a request was stopped, or the disk failed it. */
class StandInBackend implements Backend {
    @Override
    public String name() {
        return "stand-in";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public BackendStatus probe() {
        return new BackendStatus(name(), true, null, null);
    }

    @Override
    public boolean hasKernelQueue() {
        return true;
    }

    @Override
    public KernelQueue newQueue(int depth, PooledMemory pooled) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenFile open(OpenRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenDirectory openDirectory(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStat stat(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void syncDirectory(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SystemCallException error(long result) {
        return new SystemCallException("E", "errno " + -result);
    }

    @Override
    public Verdict verdict(long result) {
        return result == StandInQueue.CANCELED ? Verdict.CANCELLED : Verdict.FAILED;
    }
}
