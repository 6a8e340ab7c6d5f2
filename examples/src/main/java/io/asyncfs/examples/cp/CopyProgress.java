/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

/** Hears several times a second how far a copy is. */
interface CopyProgress {
    /**
     * Tells it.
     *
     * @param copied bytes written
     * @param size bytes there are
     */
    void update(long copied, long size);
}
