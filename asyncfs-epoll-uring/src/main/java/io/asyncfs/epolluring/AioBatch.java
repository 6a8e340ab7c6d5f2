/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.AioLayout;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.OpKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The control blocks of one context, one a token, and the pointers to those that io_submit(2) has not taken yet. The kernel
 * copies a control block when it takes it. Loop only.
 *
 * <pre>
 *  iocbs     | token 0 (64 bytes) | token 1 | ...
 *  pointers  | taken ... | first ... | end (free) ... |
 * </pre>
 */
final class AioBatch {
    private final ByteBuffer iocbs;
    private final long iocbsAddress;
    private final ByteBuffer pointers;
    private final long pointersAddress;
    private final int depth;
    private final int eventFd;
    private int first;
    private int end;

    AioBatch(int depth, int eventFd) {
        this.depth = depth;
        this.eventFd = eventFd;
        iocbs = ByteBuffer.allocateDirect(depth * AioLayout.IOCB_SIZE).order(ByteOrder.nativeOrder());
        pointers = ByteBuffer.allocateDirect(depth * Long.BYTES).order(ByteOrder.nativeOrder());
        iocbsAddress = MemoryNative.address(iocbs);
        pointersAddress = MemoryNative.address(pointers);
    }

    boolean isEmpty() {
        return first == end;
    }

    int count() {
        return end - first;
    }

    /** Returns the address of the pointers that are not taken. */
    long pointers() {
        return pointersAddress + (long) first * Long.BYTES;
    }

    /** Returns the token of the oldest that is not taken. */
    int firstToken() {
        return (int) ((pointers.getLong(first * Long.BYTES) - iocbsAddress) / AioLayout.IOCB_SIZE);
    }

    /** Forgets the oldest. */
    void taken(int count) {
        first += count;
        if (first == end) {
            first = 0;
            end = 0;
        }
    }

    /**
     * Adds a request. RWF_NOWAIT makes the kernel answer EAGAIN where it would have made io_submit wait: for block
     * allocation, or for a lock; fs/aio.c has no other way to stay asynchronous. That for room in the queue of a device stays
     * (DeviceShare of the engine).
     *
     * @param iovecs the address of its iovecs, or 0 when it is one piece of memory
     */
    void add(IoRequest request, int token, long iovecs) {
        int at = token * AioLayout.IOCB_SIZE;
        for (int word = 0; word < AioLayout.IOCB_SIZE; word += Long.BYTES) {
            iocbs.putLong(at + word, 0L);
        }
        boolean vectored = iovecs != 0;
        iocbs.putLong(at + AioLayout.IOCB_DATA, token);
        iocbs.putInt(at + AioLayout.IOCB_RW_FLAGS, LinuxConstants.RWF_NOWAIT);
        iocbs.putShort(at + AioLayout.IOCB_OPCODE, (short) opcode(request.kind(), vectored));
        iocbs.putInt(at + AioLayout.IOCB_FD, ((LinuxFile) request.file()).fd());
        iocbs.putLong(at + AioLayout.IOCB_BUF, vectored ? iovecs : request.address());
        iocbs.putLong(at + AioLayout.IOCB_NBYTES, vectored ? request.segments().length : request.length());
        iocbs.putLong(at + AioLayout.IOCB_OFFSET, request.position());
        iocbs.putInt(at + AioLayout.IOCB_FLAGS, AioLayout.FLAG_RESFD);
        iocbs.putInt(at + AioLayout.IOCB_RESFD, eventFd);
        if (end == depth) {
            compact();
        }
        pointers.putLong(end++ * Long.BYTES, iocbsAddress + at);
    }

    private static int opcode(OpKind kind, boolean vectored) {
        if (kind == OpKind.READ) {
            return vectored ? AioLayout.CMD_PREADV : AioLayout.CMD_PREAD;
        }
        return vectored ? AioLayout.CMD_PWRITEV : AioLayout.CMD_PWRITE;
    }

    /** At most depth requests are not taken, so there is room when those that are go. */
    private void compact() {
        for (int i = first; i < end; i++) {
            pointers.putLong((i - first) * Long.BYTES, pointers.getLong(i * Long.BYTES));
        }
        end -= first;
        first = 0;
    }
}
