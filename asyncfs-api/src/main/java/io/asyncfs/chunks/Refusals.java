/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.chunks;

/**
 * What the file had no room for, which is begun again when it has some. The file is asked without the lock of the range, as
 * whoever asks tells others that there is room.
 */
final class Refusals {
    private final ReadAhead range;
    private boolean some;

    Refusals(ReadAhead range) {
        this.range = range;
    }

    /** Holding the range's lock. */
    void add() {
        some = true;
    }

    /** Not holding it. */
    void awaitRoom() {
        synchronized (range) {
            if (!some) {
                return;
            }
            some = false;
        }
        range.file().acceptingOps().addListener(accepting -> range.inform(range::beginAgain));
    }
}
