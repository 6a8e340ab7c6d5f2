/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.IORING_CQ_EVENTFD_DISABLED;

import io.asyncfs.jni.UringLayout;
import io.asyncfs.spi.Completions;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The completion queue in shared memory. The kernel owns the tail; we own the head. Owner thread only.
 *
 * <pre>
 * struct io_uring_cqe   0 user_data  8 res  12 flags
 * </pre>
 */
final class CompletionRing {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer ring;
    private final int headAt;
    private final int tailAt;
    private final int flagsAt;
    private final int entriesAt;
    private final int mask;
    private int head;

    CompletionRing(ByteBuffer ring, ByteBuffer params) {
        this.ring = ring;
        int offsets = UringLayout.PARAMS_CQ_OFF;
        headAt = params.getInt(offsets + UringLayout.CQ_OFF_HEAD);
        tailAt = params.getInt(offsets + UringLayout.CQ_OFF_TAIL);
        flagsAt = params.getInt(offsets + UringLayout.CQ_OFF_FLAGS);
        entriesAt = params.getInt(offsets + UringLayout.CQ_OFF_CQES);
        mask = params.getInt(UringLayout.PARAMS_CQ_ENTRIES) - 1;
        head = ring.getInt(headAt);
    }

    boolean isEmpty() {
        return head == (int) INT.getAcquire(ring, tailAt);
    }

    /** Hands over what is posted now, so many at most; a negative user_data is nobody's. Returns how many. */
    int drain(Completions sink, int most) {
        int count = Math.min((int) INT.getAcquire(ring, tailAt) - head, most);
        int end = head + count;
        while (head != end) {
            int at = entriesAt + (head & mask) * UringLayout.CQE_SIZE;
            long userData = ring.getLong(at + UringLayout.CQE_USER_DATA);
            int result = ring.getInt(at + UringLayout.CQE_RES);
            head++;
            // Before the sink: what it starts may complete inline and needs the room.
            INT.setRelease(ring, headAt, head);
            if (userData >= 0) {
                sink.completed((int) userData, result);
            }
        }
        return count;
    }

    /** Switches the eventfd on or off; off while we look at the queue anyway. 5.8. */
    void notify(boolean on) {
        INT.setVolatile(ring, flagsAt, on ? 0 : IORING_CQ_EVENTFD_DISABLED);
    }
}
