/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.lang.ref.WeakReference;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The locks of this virtual machine, held and waited for, by file: the system would let one process lock the same bytes
 * through two open files only to wait for itself. Those of the JDK's own channels are not among them; they meet ours in
 * the kernel, as another process would. Weakly, as a lock leads to its channel, which is closed when nobody has it any more.
 */
final class LockTable {
    private static final Map<Object, List<WeakReference<AsyncFsFileLock>>> BY_FILE = new HashMap<>();

    private LockTable() {}

    static void add(Object file, AsyncFsFileLock lock) {
        synchronized (BY_FILE) {
            purge(file);
            List<WeakReference<AsyncFsFileLock>> locks = BY_FILE.computeIfAbsent(file, key -> new ArrayList<>(2));
            for (WeakReference<AsyncFsFileLock> reference : locks) {
                AsyncFsFileLock other = reference.get();
                if (other != null && other.overlaps(lock.position(), lock.size())) {
                    throw new OverlappingFileLockException();
                }
            }
            locks.add(new WeakReference<>(lock));
        }
    }

    static void remove(Object file, AsyncFsFileLock lock) {
        removeIf(file, each -> each == lock);
    }

    /** Forgets what the system keeps no lock of: those of abandoned channels, and of a library that was closed before them. */
    static void purge(Object file) {
        removeIf(file, lock -> lock == null || lock.isOfClosedFile());
    }

    private static void removeIf(Object file, Predicate<AsyncFsFileLock> condition) {
        synchronized (BY_FILE) {
            List<WeakReference<AsyncFsFileLock>> locks = BY_FILE.get(file);
            if (locks != null && locks.removeIf(reference -> condition.test(reference.get())) && locks.isEmpty()) {
                BY_FILE.remove(file);
            }
        }
    }
}
