/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.spi.SystemCallException;
import java.util.function.LongSupplier;

/** What {@code -errno} means: an exception, or that a call is to be made once more. */
final class SystemCall {
    private static final int TRIES = 8;

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

    /** Returns whether a call may be tried again: interrupted, or the kernel is short of something for the moment. */
    static boolean isTransient(int errno) {
        return switch (errno) {
            case Errno.EINTR, Errno.EAGAIN, Errno.EBUSY, Errno.ENOMEM -> true;
            default -> false;
        };
    }

    /** Makes a call without which nothing goes on, and again while it fails for the moment; returns what came last. */
    static long patiently(LongSupplier call) {
        long result = call.getAsLong();
        for (int tries = 1; tries < TRIES && result < 0 && isTransient((int) -result); tries++) {
            result = call.getAsLong();
        }
        return result;
    }

    static SystemCallException failure(long result) {
        int errno = (int) -result;
        return new SystemCallException(Errno.name(errno), Errno.message(errno));
    }
}
