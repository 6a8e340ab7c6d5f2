/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpenFile;
import java.io.IOException;

/**
 * Asks for a lock against other processes. Where nobody hears that it was got, it is given back: the file may stay open for
 * another loop.
 */
record LockCall(OpenFile file, long position, long size, boolean shared) implements BlockingCall {
    @Override
    public Object call() throws IOException {
        return file.tryLock(position, size, shared);
    }

    void undo() throws IOException {
        file.unlock(position, size);
    }
}
