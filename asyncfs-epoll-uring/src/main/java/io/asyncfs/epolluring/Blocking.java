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

    private Blocking() {}

    /** One piece of memory, the usual case, needs no array for the kernel. */
    static int read(int fd, ByteBuffer[] memory, long position) throws SystemCallException {
        if (memory.length == 1) {
            return transfer(memory[0], (address, length) -> PosixFileNative.pread(fd, address, length, position));
        }
        return transfer(memory, (iovec, count) -> PosixFileNative.preadv2(fd, iovec, (int) count, position, 0));
    }

    static int write(int fd, ByteBuffer[] memory, long position) throws SystemCallException {
        if (memory.length == 1) {
            return transfer(memory[0], (address, length) -> PosixFileNative.pwrite(fd, address, length, position));
        }
        return transfer(memory, (iovec, count) -> PosixFileNative.pwritev2(fd, iovec, (int) count, position, 0));
    }

    static int append(int fd, ByteBuffer[] memory) throws SystemCallException {
        return transfer(
                memory,
                (iovec, count) -> PosixFileNative.pwritev2(fd, iovec, (int) count, 0, LinuxConstants.RWF_APPEND));
    }

    private static int transfer(ByteBuffer memory, Call call) throws SystemCallException {
        try {
            return repeat(call, MemoryNative.address(memory) + memory.position(), memory.remaining());
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static int transfer(ByteBuffer[] memory, Call call) throws SystemCallException {
        ByteBuffer iovec = IovecScratch.allocate(memory.length);
        IovecScratch.fill(iovec, 0, memory);
        try {
            return repeat(call, MemoryNative.address(iovec), memory.length);
        } finally {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(iovec);
        }
    }

    /** Some file systems and drivers answer EAGAIN although the call may wait; in the ring it is asked again, too. */
    private static int repeat(Call call, long address, long length) throws SystemCallException {
        long result = call.call(address, length);
        for (int i = 1; i < ATTEMPTS && result == -Errno.EAGAIN; i++) {
            Thread.yield();
            result = call.call(address, length);
        }
        return (int) SystemCall.check(result);
    }

    /** A system call on memory: bytes, or iovecs. */
    @FunctionalInterface
    private interface Call {
        long call(long address, long length);
    }
}
