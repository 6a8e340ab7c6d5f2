/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;

/** Where a file channel is, and the turn of those who move it. */
final class ChannelPosition {
    private final WaitersLock lock = new WaitersLock();
    private long value;

    /** A read or write. */
    @FunctionalInterface
    interface Transfer {
        long at(long position) throws IOException;
    }

    /** Does it at the position, which moves by the result; an interrupt ends it. */
    long transfer(AsyncFsFileChannel channel, Transfer transfer) throws IOException {
        return inTurn(channel, at -> channel.interruptibly(() -> transfer.at(at)));
    }

    /** Does it by another channel of the file, which an interrupt reaches, at the position; that moves by the result. */
    long transferByJdk(AsyncFsFileChannel channel, FileChannel jdk, AsyncFsFileChannel.Operation<Long> transfer)
            throws IOException {
        return inTurn(channel, at -> {
            jdk.position(at);
            return transfer.run();
        });
    }

    /** Does it at the position, which moves by the result. */
    long inTurn(AsyncFsFileChannel channel, Transfer transfer) throws IOException {
        lock.lock();
        try {
            if (!channel.isOpen()) { // while it waited
                throw new AsynchronousCloseException();
            }
            long count = transfer.at(value);
            value += Math.max(0, count);
            return count;
        } finally {
            lock.unlock();
        }
    }

    long get() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }

    long set(long position) {
        lock.lock();
        try {
            value = position;
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** Cuts the file where it is longer, and never leaves the position behind that. */
    void truncate(AsyncFsFileChannel channel, long size) throws IOException {
        lock.lock();
        try {
            if (size < channel.size()) {
                channel.interruptibly(() -> FileCalls.truncate(channel.opened().file(), size));
            }
            value = Math.min(value, size);
        } finally {
            lock.unlock();
        }
    }
}
