/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The locks of this virtual machine, held and waited for, by file: the system would let one process lock the same bytes
 * through two open files only to wait for itself. Those of the JDK's own channels are not among them; they meet ours in
 * the kernel, as another process would.
 */
final class LockTable {
    private static final Map<Object, List<AsyncFsFileLock>> BY_FILE = new HashMap<>();

    private LockTable() {}

    static void add(Object file, AsyncFsFileLock lock) {
        synchronized (BY_FILE) {
            List<AsyncFsFileLock> locks = BY_FILE.computeIfAbsent(file, key -> new ArrayList<>(2));
            locks.removeIf(AsyncFsFileLock::isOfClosedFile); // as the library may be closed before its channels
            for (AsyncFsFileLock other : locks) {
                if (other.overlaps(lock.position(), lock.size())) {
                    throw new OverlappingFileLockException();
                }
            }
            locks.add(lock);
        }
    }

    static void remove(Object file, AsyncFsFileLock lock) {
        synchronized (BY_FILE) {
            List<AsyncFsFileLock> locks = BY_FILE.get(file);
            if (locks != null && locks.remove(lock) && locks.isEmpty()) {
                BY_FILE.remove(file);
            }
        }
    }
}
