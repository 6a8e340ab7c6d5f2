/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JDK's locks of one open file, by their ranges, as the callers of a port have no object to undo one by. */
final class ChannelLocks {
    private record Range(long position, long size) {}

    private final BlockingChannel channel;
    private final Map<Range, FileLock> held = new ConcurrentHashMap<>();

    ChannelLocks(BlockingChannel channel) {
        this.channel = channel;
    }

    boolean tryLock(long position, long size, boolean shared) throws IOException {
        FileLock lock = channel.tryLock(position, size, shared);
        if (lock != null) {
            held.put(new Range(position, size), lock);
        }
        return lock != null;
    }

    void unlock(long position, long size) throws IOException {
        FileLock lock = held.remove(new Range(position, size));
        if (lock != null) {
            lock.release();
        }
    }
}
