/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.IORING_SQ_CQ_OVERFLOW;
import static io.asyncfs.jni.UringConstants.IORING_SQ_TASKRUN;
import static io.asyncfs.jni.UringConstants.IOSQE_ASYNC;
import static io.asyncfs.jni.UringConstants.IOSQE_FIXED_FILE;

import io.asyncfs.jni.UringLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * The submission queue in shared memory. We own the tail and the entries between it and the head; the kernel owns the
 * head. Owner thread only.
 *
 * <pre>
 * struct io_uring_sqe   0 opcode  1 flags  2 ioprio  4 fd  8 off  16 addr  24 len  28 rw/fsync flags  32 user_data  40 buf_index
 * </pre>
 */
final class SubmissionRing {
    /** The answer of {@link #next} when there is no room. */
    static final int FULL = -1;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer ring;
    private final ByteBuffer entries;
    private final int headAt;
    private final int tailAt;
    private final int flagsAt;
    private final int mask;
    private int tail;

    SubmissionRing(ByteBuffer ring, ByteBuffer entries, ByteBuffer params, int array) {
        this.ring = ring;
        this.entries = entries;
        int offsets = UringLayout.PARAMS_SQ_OFF;
        headAt = params.getInt(offsets + UringLayout.SQ_OFF_HEAD);
        tailAt = params.getInt(offsets + UringLayout.SQ_OFF_TAIL);
        flagsAt = params.getInt(offsets + UringLayout.SQ_OFF_FLAGS);
        int count = params.getInt(UringLayout.PARAMS_SQ_ENTRIES);
        mask = count - 1;
        tail = ring.getInt(tailAt);
        // The indirection of rings without NO_SQARRAY: entry i is always in slot i.
        for (int i = 0; array != 0 && i < count; i++) {
            ring.putInt(array + i * Integer.BYTES, i);
        }
    }

    /**
     * Starts the next entry, everything else in it being 0.
     *
     * @return where it is, for the other methods; {@link #FULL} when the queue is full
     */
    int next(int opcode, int fd, long userData) {
        if (tail - (int) INT.getAcquire(ring, headAt) > mask) {
            return FULL;
        }
        int at = (tail & mask) * UringLayout.SQE_SIZE;
        for (int word = 0; word < UringLayout.SQE_SIZE; word += Long.BYTES) {
            entries.putLong(at + word, 0L);
        }
        entries.put(at + UringLayout.SQE_OPCODE, (byte) opcode);
        entries.putInt(at + UringLayout.SQE_FD, fd);
        entries.putLong(at + UringLayout.SQE_USER_DATA, userData);
        tail++;
        return at;
    }

    /** Has a thread of the kernel do it from the start. */
    void async(int at) {
        entries.put(at + UringLayout.SQE_FLAGS, (byte) (flags(at) | IOSQE_ASYNC));
    }

    /** Says what to move: bytes, or iovecs at an address. */
    void memory(int at, long offset, long address, int length) {
        entries.putLong(at + UringLayout.SQE_OFF, offset);
        entries.putLong(at + UringLayout.SQE_ADDR, address);
        entries.putInt(at + UringLayout.SQE_LEN, length);
    }

    /** Sets the union at offset 28: RWF_ or IORING_FSYNC_ flags. */
    void callFlags(int at, int flags) {
        entries.putInt(at + UringLayout.SQE_RW_FLAGS, flags);
    }

    /** Says which registered buffer the memory is in. */
    void bufferIndex(int at, int index) {
        entries.putShort(at + UringLayout.SQE_BUF_INDEX, (short) index);
    }

    /** Says that the descriptor is the number of a registered file. */
    void registeredFile(int at) {
        entries.put(at + UringLayout.SQE_FLAGS, (byte) (flags(at) | IOSQE_FIXED_FILE));
    }

    private int flags(int at) {
        return entries.get(at + UringLayout.SQE_FLAGS);
    }

    /** Has the entries that the kernel has not taken name a registered file by its descriptor: its number is another's soon. */
    void nameByDescriptor(int number, int fd) {
        for (int i = (int) INT.getAcquire(ring, headAt); i != tail; i++) {
            int at = (i & mask) * UringLayout.SQE_SIZE;
            if ((flags(at) & IOSQE_FIXED_FILE) != 0 && entries.getInt(at + UringLayout.SQE_FD) == number) {
                entries.putInt(at + UringLayout.SQE_FD, fd);
                entries.put(at + UringLayout.SQE_FLAGS, (byte) (flags(at) & ~IOSQE_FIXED_FILE));
            }
        }
    }

    /** Returns how many entries the kernel has not taken yet. */
    int unsubmitted() {
        return tail - (int) INT.getAcquire(ring, headAt);
    }

    /**
     * Takes back the entries that the kernel has not taken, the oldest first, and returns how many there were.
     *
     * @param owner is told the user data of each
     */
    int takeBack(LongConsumer owner) {
        int head = (int) INT.getAcquire(ring, headAt);
        int count = tail - head;
        tail = head;
        publish();
        for (int i = 0; i < count; i++) {
            owner.accept(entries.getLong((head + i & mask) * UringLayout.SQE_SIZE + UringLayout.SQE_USER_DATA));
        }
        return count;
    }

    /** Shows the entries to the kernel. */
    void publish() {
        INT.setRelease(ring, tailAt, tail);
    }

    /**
     * Forgets that the kernel has more to post, for an enter that lets it post all there is: the kernel says so again when
     * there is more by then. It says so after it has put something on its list (io_req_local_work_add), from which
     * an enter of ours may have taken it in between; then nothing is there, no enter ever clears the flag, and the loop would
     * be busy until the next completion.
     */
    void forgetMore() {
        INT.getAndBitwiseAnd(ring, flagsAt, ~IORING_SQ_TASKRUN);
    }

    /** Takes that back: the enter failed. */
    void rememberMore() {
        INT.getAndBitwiseOr(ring, flagsAt, IORING_SQ_TASKRUN);
    }

    /** Returns whether an enter would bring completions that are not in the queue yet. */
    boolean kernelHasMore() {
        return ((int) INT.getOpaque(ring, flagsAt) & (IORING_SQ_TASKRUN | IORING_SQ_CQ_OVERFLOW)) != 0;
    }
}
