/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes several. */
public final class Closing {
    private Closing() {}

    /** Closes them all, even when one cannot be; then fails as the first of those did. */
    public static void all(List<? extends Closeable> open) throws IOException {
        IOException failure = null;
        for (Closeable one : open) {
            try {
                one.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
