/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The least that drives a ring, straight on its memory: one entry at a time, submitted and waited for. */
final class RawRing implements AutoCloseable {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int ENTRIES = 8;

    final int fd;
    private final int features;
    private final ByteBuffer params;
    private final long paramsAddress;
    private final ByteBuffer rings;
    private final long ringsAddress;
    private final ByteBuffer sqes;
    private final long sqesAddress;

    /** Answers {@code -errno} where the kernel refuses to make a ring. */
    static int probe() {
        long address = MemoryNative.mapAnonymous(UringLayout.PARAMS_SIZE);
        int fd = UringNative.setup(1, address);
        assertEquals(0, MemoryNative.unmap(address, UringLayout.PARAMS_SIZE));
        return fd < 0 ? fd : PosixFileNative.close(fd);
    }

    RawRing() {
        paramsAddress = MemoryNative.mapAnonymous(UringLayout.PARAMS_SIZE);
        params = MemoryNative.wrap(paramsAddress, UringLayout.PARAMS_SIZE);
        fd = UringNative.setup(ENTRIES, paramsAddress);
        assertTrue(fd >= 0, () -> Errno.name(-fd));
        features = params.getInt(UringLayout.PARAMS_FEATURES);
        assertTrue((features & UringConstants.IORING_FEAT_SINGLE_MMAP) != 0);
        int sq = sqOffset(UringLayout.SQ_OFF_ARRAY) + params.getInt(UringLayout.PARAMS_SQ_ENTRIES) * Integer.BYTES;
        int cq =
                cqOffset(UringLayout.CQ_OFF_CQES) + params.getInt(UringLayout.PARAMS_CQ_ENTRIES) * UringLayout.CQE_SIZE;
        ringsAddress = map(Math.max(sq, cq), UringConstants.IORING_OFF_SQ_RING);
        rings = MemoryNative.wrap(ringsAddress, Math.max(sq, cq));
        sqesAddress = map(ENTRIES * UringLayout.SQE_SIZE, UringConstants.IORING_OFF_SQES);
        sqes = MemoryNative.wrap(sqesAddress, ENTRIES * UringLayout.SQE_SIZE);
        assertEquals(0, UringNative.dontFork(sqesAddress, sqes.capacity()));
    }

    private long map(int length, long offset) {
        long address = UringNative.mmap(fd, length, offset);
        assertTrue(address > 0, () -> Errno.name((int) -address));
        return address;
    }

    private int sqOffset(int field) {
        return params.getInt(UringLayout.PARAMS_SQ_OFF + field);
    }

    private int cqOffset(int field) {
        return params.getInt(UringLayout.PARAMS_CQ_OFF + field);
    }

    /** Returns the next entry, zeroed, to be filled in and then submitted. */
    ByteBuffer entry() {
        int tail = rings.getInt(sqOffset(UringLayout.SQ_OFF_TAIL));
        int index = tail & rings.getInt(sqOffset(UringLayout.SQ_OFF_RING_MASK));
        ByteBuffer sqe =
                sqes.slice(index * UringLayout.SQE_SIZE, UringLayout.SQE_SIZE).order(ByteOrder.nativeOrder());
        for (int i = 0; i < UringLayout.SQE_SIZE; i += Long.BYTES) {
            sqe.putLong(i, 0);
        }
        rings.putInt(sqOffset(UringLayout.SQ_OFF_ARRAY) + index * Integer.BYTES, index);
        return sqe;
    }

    /** Makes the entry visible to the kernel and submits it. */
    int submit(int minComplete) {
        int at = sqOffset(UringLayout.SQ_OFF_TAIL);
        INT.setRelease(rings, at, rings.getInt(at) + 1);
        return UringNative.enter(fd, 1, minComplete, UringConstants.IORING_ENTER_GETEVENTS, 0, 0);
    }

    /** Takes the one completion that must be there and returns its result. */
    int take(long userData) {
        int head = rings.getInt(cqOffset(UringLayout.CQ_OFF_HEAD));
        int tail = (int) INT.getAcquire(rings, cqOffset(UringLayout.CQ_OFF_TAIL));
        assertEquals(1, tail - head);
        int mask = rings.getInt(cqOffset(UringLayout.CQ_OFF_RING_MASK));
        int cqe = cqOffset(UringLayout.CQ_OFF_CQES) + (head & mask) * UringLayout.CQE_SIZE;
        assertEquals(userData, rings.getLong(cqe + UringLayout.CQE_USER_DATA));
        int result = rings.getInt(cqe + UringLayout.CQE_RES);
        INT.setRelease(rings, cqOffset(UringLayout.CQ_OFF_HEAD), head + 1);
        return result;
    }

    boolean has(int feature) {
        return (features & feature) != 0;
    }

    @Override
    public void close() {
        assertEquals(0, MemoryNative.unmap(sqesAddress, sqes.capacity()));
        assertEquals(0, MemoryNative.unmap(ringsAddress, rings.capacity()));
        assertEquals(0, PosixFileNative.close(fd));
        assertEquals(0, MemoryNative.unmap(paramsAddress, UringLayout.PARAMS_SIZE));
    }
}
