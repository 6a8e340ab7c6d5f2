/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** A lock of one of our channels. */
final class AsyncFsFileLock extends FileLock {
    private final ChannelLocks owner;
    private volatile boolean valid = true;

    AsyncFsFileLock(ChannelLocks owner, AsynchronousFileChannel channel, long position, long size, boolean shared) {
        super(channel, position, size, shared);
        this.owner = owner;
    }

    AsyncFsFileLock(ChannelLocks owner, FileChannel channel, long position, long size, boolean shared) {
        super(channel, position, size, shared);
        this.owner = owner;
    }

    @Override
    public boolean isValid() {
        return valid;
    }

    /** Returns true for the one who ends it. */
    synchronized boolean invalidate() {
        boolean was = valid;
        valid = false;
        return was;
    }

    @Override
    public void release() throws IOException {
        if (!acquiredBy().isOpen()) {
            throw new ClosedChannelException();
        }
        if (invalidate()) {
            owner.release(this);
        }
    }
}
