/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.UringLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory for the iovecs of vectored requests. The kernel copies them when it takes the entry (IORING_FEAT_SUBMIT_STABLE),
 * so the memory is free again after each submission. Loop only; allocated at the first vectored request.
 *
 * <pre>
 * struct iovec   0 base  8 length
 * </pre>
 */
final class IovecScratch {
    private static final int CAPACITY = 4096; // four requests of IOV_MAX segments

    private ByteBuffer memory;
    private long address;
    private int used;

    /** Returns the address of the array, or 0 when it does not fit before the next submission. */
    long put(ByteBuffer[] segments) {
        int first = reserve(segments.length);
        if (first < 0) {
            return 0;
        }
        fill(memory, first, segments);
        return address + (long) first * UringLayout.IOVEC_SIZE;
    }

    private int reserve(int count) {
        if (used + count > CAPACITY) {
            return -1;
        }
        if (memory == null) {
            memory = allocate(CAPACITY);
            address = MemoryNative.address(memory);
        }
        int first = used;
        used += count;
        return first;
    }

    void reset(boolean everythingTaken) {
        if (everythingTaken) {
            used = 0;
        }
    }

    static ByteBuffer allocate(int segments) {
        return ByteBuffer.allocateDirect(segments * UringLayout.IOVEC_SIZE).order(ByteOrder.nativeOrder());
    }

    static void fill(ByteBuffer into, int first, ByteBuffer[] segments) {
        int at = first * UringLayout.IOVEC_SIZE;
        for (ByteBuffer segment : segments) {
            into.putLong(at + UringLayout.IOVEC_BASE, MemoryNative.address(segment) + segment.position());
            into.putLong(at + UringLayout.IOVEC_LEN, segment.remaining());
            at += UringLayout.IOVEC_SIZE;
        }
    }
}
