/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/** Where an operation waits in user space, so that a cancelled one can be taken out. */
interface OpHolder {
    /** Takes the operation out if it is still there. */
    void remove(FileOp op);
}
