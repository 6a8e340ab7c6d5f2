/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Locks of the model tests: taken, refused and released at random, so that many overlap. */
final class RandomLocks {
    private static final int LONGEST = 40;
    private static final int MOST = 6;

    private final List<FileLock> held = new ArrayList<>();

    /** How a channel locks. */
    @FunctionalInterface
    interface Locking {
        FileLock lock(long position, long size, boolean shared) throws IOException;
    }

    /** Takes or releases one; returns all that can be seen of that. */
    String next(Random random, Locking locking) throws IOException {
        String told;
        if (!held.isEmpty() && (held.size() > MOST || random.nextBoolean())) {
            FileLock lock = held.remove(random.nextInt(held.size()));
            told = "released " + lock.isValid();
            lock.release();
            lock.release();
            told += lock.isValid();
        } else {
            FileLock lock =
                    locking.lock(random.nextInt(200) - 3, random.nextInt(LONGEST) - 1 | 1, random.nextBoolean());
            held.add(lock);
            told = "locked " + lock.position() + ' ' + lock.size() + ' ' + lock.isShared();
        }
        for (FileLock lock : held) {
            told += " " + lock.position() + lock.isValid();
        }
        return told;
    }
}
