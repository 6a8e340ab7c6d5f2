/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/** A cursor operation was started before the one before it was done. The cursor and {@link LastOp} are untouched. */
public final class CursorBusyException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which operation holds the cursor of which file
     */
    public CursorBusyException(String message) {
        super(message);
    }
}
