/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.SystemCallException;

/**
 * Locks of the open file description (fcntl_locking(2)). Those of the process, which the JDK uses, are lost as soon as
 * anybody in the process closes any descriptor of the file.
 */
final class LinuxLocks {
    private LinuxLocks() {}

    static boolean tryLock(int fd, long position, long size, boolean shared) throws SystemCallException {
        int type = shared ? LinuxConstants.F_RDLCK : LinuxConstants.F_WRLCK;
        int result = PosixFileNative.lock(fd, type, position, length(position, size));
        if (result == -Errno.EAGAIN || result == -Errno.EACCES) { // both are allowed by POSIX
            return false;
        }
        SystemCall.check(result);
        return true;
    }

    static void unlock(int fd, long position, long size) throws SystemCallException {
        SystemCall.check(PosixFileNative.lock(fd, LinuxConstants.F_UNLCK, position, length(position, size)));
    }

    /** 0 is all that follows, wherever the file will end; the kernel's own end is one byte before Long.MAX_VALUE's. */
    private static long length(long position, long size) {
        return position + size == Long.MAX_VALUE ? 0 : size;
    }
}
