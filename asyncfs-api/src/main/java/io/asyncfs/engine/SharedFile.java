/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One open descriptor, shared by its views; closed with the last of them. What few files need is made when it is: a file that
 * nothing is done with takes about 250 bytes of heap ({@code MemoryReport} of the suite). Any thread.
 */
final class SharedFile {
    private static final AtomicIntegerFieldUpdater<SharedFile> VIEWS =
            AtomicIntegerFieldUpdater.newUpdater(SharedFile.class, "views");

    private final OpenFile file;
    private final OpenRequest request;
    private final OpenMode mode;
    private volatile AppendQueue appends;
    private volatile GroupSync syncs;
    private volatile int views = 1;

    SharedFile(OpenFile file, OpenRequest request, OpenMode mode) {
        this.file = file;
        this.request = request;
        this.mode = mode;
    }

    OpenFile file() {
        return file;
    }

    OpenRequest request() {
        return request;
    }

    OpenMode mode() {
        return mode;
    }

    AppendQueue appends() {
        AppendQueue made = appends;
        return made != null ? made : makeAppends();
    }

    private synchronized AppendQueue makeAppends() {
        if (appends == null) {
            appends = new AppendQueue();
        }
        return appends;
    }

    GroupSync syncs() {
        GroupSync made = syncs;
        return made != null ? made : makeSyncs();
    }

    private synchronized GroupSync makeSyncs() {
        if (syncs == null) {
            syncs = new GroupSync();
        }
        return syncs;
    }

    /** Counts one more view; false when the last one has been closed. */
    boolean tryRetain() {
        int now;
        do {
            now = views;
            if (now == 0) {
                return false;
            }
        } while (!VIEWS.compareAndSet(this, now, now + 1));
        return true;
    }

    /** Returns true when that was the last view, whose owner must close the descriptor. */
    boolean release() {
        return VIEWS.decrementAndGet(this) == 0;
    }
}
