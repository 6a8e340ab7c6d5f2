/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.io.IOException;

/** An operation was not done within the time given to {@link AsyncFile#withDeadline}. */
public final class DeadlineExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which operation, and the time it had
     */
    public DeadlineExceededException(String message) {
        super(message);
    }

    /** Has no stack trace: many may be made at once, and that of a timer says nothing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
