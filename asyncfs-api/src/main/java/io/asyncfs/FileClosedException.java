/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.nio.channels.ClosedChannelException;

/** An operation was started on a file, directory or {@link AsyncFs} that is closed or closing. */
public final class FileClosedException extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    /** What was closed, for the message. */
    private final String what;

    /**
     * Creates the exception.
     *
     * @param what what was closed, such as the path
     */
    public FileClosedException(String what) {
        this.what = what;
    }

    @Override
    public String getMessage() {
        return what + " is closed";
    }
}
