/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.util.concurrent.RejectedExecutionException;

/**
 * An operation failed because its loop has accepted {@code queueDepth} and {@code maxPendingOps} operations together that are
 * not done. {@link AsyncFile#acceptingOps()} says when to go on.
 */
public final class TooManyOpsException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which limits are reached
     */
    public TooManyOpsException(String message) {
        super(message);
    }

    /** Has no stack trace: many may be made at once, and the message says all. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
