/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.io.IOException;

/** Bytes are not those that belong there: no figure is of any use, whoever moved them. */
public final class WrongBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Takes what was found. */
    public WrongBytesException(String message) {
        super(message);
    }

    /** Takes the check that failed. */
    public WrongBytesException(AssertionError check) {
        super(check.getMessage(), check);
    }
}
