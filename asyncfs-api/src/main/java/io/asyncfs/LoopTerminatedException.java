/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.io.IOException;

/**
 * An event loop ended before an operation did: it was not accepted any more, or the loop's drain deadline passed while it
 * was with the kernel. In the second case, and only there, the kernel may still touch the buffer, which is therefore
 * leaked on purpose and never reused.
 */
public final class LoopTerminatedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which operation, and whether its buffer was leaked
     */
    public LoopTerminatedException(String message) {
        super(message);
    }
}
