/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.chunks;

import io.asyncfs.AsyncFile;
import io.asyncfs.OpenMode;
import java.util.Objects;

/** What whoever goes through a file on its event loop asks of it: a SYNC file would wait there for that loop. Any thread. */
public final class AsyncOnly {
    private AsyncOnly() {}

    /**
     * Returns the file.
     *
     * @throws IllegalArgumentException when its mode is {@link OpenMode#SYNC}
     */
    public static AsyncFile check(AsyncFile file) {
        if (Objects.requireNonNull(file, "file").mode() == OpenMode.SYNC) {
            throw new IllegalArgumentException(file.path() + ": expected a file of mode ASYNC, got SYNC");
        }
        return file;
    }
}
