/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.spi.SystemCallException;

/** Turns {@code -errno} into exceptions. */
final class SystemCall {
    private SystemCall() {}

    static long check(long result) throws SystemCallException {
        if (result < 0) {
            throw failure(result);
        }
        return result;
    }

    static int check(int result) throws SystemCallException {
        return (int) check((long) result);
    }

    /** Returns whether what RWF_NOWAIT was asked of would have to wait, or does not know the flag: preadv2(2). */
    static boolean wouldWait(long result) {
        return result == -Errno.EAGAIN || result == -Errno.EOPNOTSUPP;
    }

    static SystemCallException failure(long result) {
        int errno = (int) -result;
        return new SystemCallException(Errno.name(errno), Errno.message(errno));
    }
}
