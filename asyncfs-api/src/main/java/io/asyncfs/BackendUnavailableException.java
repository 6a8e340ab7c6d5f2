/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/** A backend that was required cannot be used here. The message names the cause and the fix. */
public final class BackendUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message the backend, the cause and the fix
     */
    public BackendUnavailableException(String message) {
        super(message);
    }
}
