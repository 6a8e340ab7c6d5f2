/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** The JDK's channel on the same file, opened when it is first needed: only the JDK can map, or move bytes without copying. */
final class JdkTwin {
    private final AsyncFile file;
    private final WaitersLock lock = new WaitersLock();
    private volatile FileChannel channel;
    private volatile boolean closed;

    JdkTwin(AsyncFile file) {
        this.file = file;
    }

    FileChannel get() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            // One that an interrupt has closed, which ends what it was used for: the next use needs another.
            if (channel == null || !channel.isOpen()) {
                channel = Await.call(file, OpKind.OPEN, OpenFile::openChannel, file::openChannel);
            }
            if (closed) { // meanwhile, by somebody who may have missed it
                channel.close();
                throw new ClosedChannelException();
            }
            return channel;
        } finally {
            lock.unlock();
        }
    }

    /** Without the lock, whose holder may wait for the loop that closes. */
    void close() throws IOException {
        closed = true;
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
