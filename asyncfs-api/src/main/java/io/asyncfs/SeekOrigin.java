/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/** What the offset of {@link AsyncFile#seek(long, SeekOrigin)} counts from. */
public enum SeekOrigin {
    /** The first byte of the file. */
    START,
    /** The cursor. */
    CURRENT,
    /** The size of the file at the time of the call; such a seek asks the file system. */
    END
}
