/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.io.IOException;

/** A system call failed; the engine turns it into the java.nio exception a user expects, with path and operation. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The name of the error code. */
    private final String errorName;

    /**
     * Creates the exception.
     *
     * @param errorName such as {@code ENOSPC}
     * @param message such as {@code No space left on device}
     */
    public SystemCallException(String errorName, String message) {
        super(message);
        this.errorName = errorName;
    }

    /** Returns the name of the error code, such as {@code ENOSPC}. */
    public String errorName() {
        return errorName;
    }
}
