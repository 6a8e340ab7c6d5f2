/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** One open descriptor, shared by its views; closed with the last of them. Any thread. */
final class SharedFile {
    private final OpenFile file;
    private final OpenRequest request;
    private final OpenMode mode;
    private final AppendQueue appends = new AppendQueue();
    private final GroupSync syncs = new GroupSync();
    private final AtomicInteger views = new AtomicInteger(1);

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
        return appends;
    }

    GroupSync syncs() {
        return syncs;
    }

    /** Counts one more view; false when the last one has been closed. */
    boolean tryRetain() {
        int now;
        do {
            now = views.get();
            if (now == 0) {
                return false;
            }
        } while (!views.compareAndSet(now, now + 1));
        return true;
    }

    /** Returns true when that was the last view, whose owner must close the descriptor. */
    boolean release() {
        return views.decrementAndGet() == 0;
    }
}
