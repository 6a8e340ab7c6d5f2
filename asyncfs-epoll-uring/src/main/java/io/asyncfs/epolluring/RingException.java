/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import java.io.IOException;

/** A ring, or another queue of the kernel, could not be made or used. */
final class RingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    RingException(String call, int errno) {
        super(call + ": " + Errno.message(errno) + " (" + Errno.name(errno) + ')');
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
