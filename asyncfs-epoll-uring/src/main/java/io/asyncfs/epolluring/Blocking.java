/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.SystemCallException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** Transfers that block the calling thread. */
final class Blocking {
    private static final int ATTEMPTS = 100;

    /** For one piece of memory, the usual case: to allocate direct memory each time costs more than a cached read. */
    private static final ThreadLocal<ByteBuffer> ONE = ThreadLocal.withInitial(() -> IovecScratch.allocate(1));

    private Blocking() {}

    static int read(int fd, ByteBuffer[] memory, long position) throws SystemCallException {
        return transfer(memory, (iovec, count) -> PosixFileNative.preadv2(fd, iovec, count, position, 0));
    }

    static int write(int fd, ByteBuffer[] memory, long position) throws SystemCallException {
        return transfer(memory, (iovec, count) -> PosixFileNative.pwritev2(fd, iovec, count, position, 0));
    }

    static int append(int fd, ByteBuffer[] memory) throws SystemCallException {
        return transfer(
                memory, (iovec, count) -> PosixFileNative.pwritev2(fd, iovec, count, 0, LinuxConstants.RWF_APPEND));
    }

    private static int transfer(ByteBuffer[] memory, Call call) throws SystemCallException {
        ByteBuffer iovec = memory.length == 1 ? ONE.get() : IovecScratch.allocate(memory.length);
        IovecScratch.fill(iovec, 0, memory);
        try {
            return repeat(call, MemoryNative.address(iovec), memory.length);
        } finally {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(iovec);
        }
    }

    /** Some file systems and drivers answer EAGAIN although the call may wait; in the ring it is asked again, too. */
    private static int repeat(Call call, long iovec, int count) throws SystemCallException {
        long result = call.call(iovec, count);
        for (int i = 1; i < ATTEMPTS && result == -Errno.EAGAIN; i++) {
            Thread.yield();
            result = call.call(iovec, count);
        }
        return (int) SystemCall.check(result);
    }

    /** preadv2(2) or pwritev2(2). */
    @FunctionalInterface
    private interface Call {
        long call(long iovec, int count);
    }
}
