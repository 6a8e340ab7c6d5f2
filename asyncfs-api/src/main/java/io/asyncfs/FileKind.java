/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/** What a path or descriptor is. */
public enum FileKind {
    /** A regular file. */
    REGULAR,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link itself. */
    SYMBOLIC_LINK,
    /** A block device; the only kind besides {@link #REGULAR} that {@code open} accepts. */
    BLOCK_DEVICE,
    /** A character device, such as a terminal. */
    CHARACTER_DEVICE,
    /** A named pipe. */
    FIFO,
    /** A Unix-domain socket. */
    SOCKET,
    /** Anything else. */
    OTHER
}
