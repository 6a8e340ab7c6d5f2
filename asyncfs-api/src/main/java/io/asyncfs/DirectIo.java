/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.nio.file.OpenOption;

/**
 * Transfers between the caller's memory and the device, past the page cache (O_DIRECT on Linux). They must be aligned, see
 * {@link AsyncFile#alignment()}. The JDK's own {@code com.sun.nio.file.ExtendedOpenOption.DIRECT} means the same as
 * {@link #REQUIRED}.
 */
public enum DirectIo implements OpenOption {
    /**
     * The open fails with {@link UnsupportedOperationException} where the file system has no direct I/O, such as tmpfs, and
     * leaves alone what is there, also with TRUNCATE_EXISTING. With CREATE a file that was not there may be left behind empty,
     * with CREATE_NEW it is not.
     */
    REQUIRED,
    /** The file is opened for buffered I/O where the file system has no direct I/O. */
    PREFERRED
}
