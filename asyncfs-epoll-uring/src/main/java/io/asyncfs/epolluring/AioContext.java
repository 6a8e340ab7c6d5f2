/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.AioLayout;
import io.asyncfs.jni.AioNative;
import io.asyncfs.jni.MemoryNative;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One context of Linux AIO: its completion ring is read in user space, as libev and fio do, and by io_getevents(2) where the
 * ring is not the one we know. Made on any thread; owner thread only from then on.
 */
final class AioContext {
    private static final int MAGIC = 0xa10a10a1;
    private static final int EVENTS_AT_ONCE = 64;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    // struct aio_ring of fs/aio.c
    private static final int NR = 4;
    private static final int HEAD = 8;
    private static final int TAIL = 12;
    private static final int RING_MAGIC = 16;
    private static final int INCOMPATIBLE_FEATURES = 24;
    private static final int HEADER_LENGTH = 28;
    private static final int HEADER_SIZE = 32;

    private final long context;
    private final ByteBuffer ring;
    private final int events;
    private final int firstEvent;
    private ByteBuffer taken; // by io_getevents(2)
    private int next; // of them to be told, after those that were when a receiver failed
    private int end;
    private int inFlight;
    private boolean mayHaveMore; // after a call that failed, or took all that there was room for

    /** Receives what a context has completed. */
    @FunctionalInterface
    interface Events {
        /** A request is done: {@code data} is its aio_data, {@code result} bytes or {@code -errno}. */
        void completed(long data, long result);
    }

    AioContext(int depth) throws RingException {
        // EAGAIN is the limit of all, fs.aio-max-nr, which another process may be about to leave.
        context = SystemCall.patiently(() -> AioNative.setup(depth));
        // An address of user space is below 2^63.
        if (context < 0) {
            throw new RingException("io_setup", (int) -context);
        }
        ByteBuffer header = MemoryNative.wrap(context, HEADER_SIZE);
        events = header.getInt(NR);
        firstEvent = header.getInt(HEADER_LENGTH);
        boolean known = header.getInt(RING_MAGIC) == MAGIC
                && header.getInt(INCOMPATIBLE_FEATURES) == 0
                && firstEvent == HEADER_SIZE;
        ring = known && RingFlags.isEnabled("AIO_USER_RING")
                ? MemoryNative.wrap(context, firstEvent + events * AioLayout.EVENT_SIZE)
                : null;
    }

    /** Submits; returns how many were taken, or {@code -errno} of the first. */
    int submit(long pointers, int count) {
        int taken = AioNative.submit(context, pointers, count);
        inFlight += Math.max(taken, 0);
        return taken;
    }

    /** Returns whether nothing is known to be complete; what completes later rings the eventfd after it was posted. */
    boolean isEmpty() {
        return ring == null ? !mayHaveMore : ring.getInt(HEAD) == (int) INT.getAcquire(ring, TAIL);
    }

    /** Hands over what is complete now, so many at most; returns how many. */
    int drain(Events sink, int most) {
        return ring != null ? drainRing(sink, most) : drainByCall(sink, most);
    }

    private int drainRing(Events sink, int most) {
        int head = ring.getInt(HEAD);
        int end = (int) INT.getAcquire(ring, TAIL);
        int count = 0;
        while (head != end && count < most) {
            int at = firstEvent + head * AioLayout.EVENT_SIZE;
            long data = ring.getLong(at + AioLayout.EVENT_DATA);
            long result = ring.getLong(at + AioLayout.EVENT_RES);
            head = head + 1 == events ? 0 : head + 1;
            INT.setRelease(ring, HEAD, head);
            inFlight--;
            count++;
            sink.completed(data, result);
        }
        return count;
    }

    private int drainByCall(Events sink, int most) {
        if (inFlight == 0) {
            mayHaveMore = false;
            return 0;
        }
        mayHaveMore = true; // whatever is thrown: the bell has rung for them
        boolean all = next == end && take(Math.min(most, EVENTS_AT_ONCE));
        int count = 0;
        while (next < end && count < most) {
            int at = next++ * AioLayout.EVENT_SIZE;
            inFlight--;
            count++;
            sink.completed(taken.getLong(at + AioLayout.EVENT_DATA), taken.getLong(at + AioLayout.EVENT_RES));
        }
        mayHaveMore = !all && inFlight > 0;
        return count;
    }

    /** Takes so many at most; returns whether the kernel has no more, for which the bell would have rung already. */
    private boolean take(int most) {
        if (taken == null) {
            taken = ByteBuffer.allocateDirect(EVENTS_AT_ONCE * AioLayout.EVENT_SIZE)
                    .order(ByteOrder.nativeOrder());
        }
        int result = AioNative.getEvents(context, MemoryNative.address(taken), most);
        next = 0;
        end = Math.max(0, result);
        return result < most && !SystemCall.isTransient(-result);
    }

    /**
     * io_destroy(2) waits for what is in flight: for ever on a disk that does not answer. Such a context lives as long as
     * the process, and so does what its requests use.
     */
    void close() {
        if (inFlight == 0) {
            AioNative.destroy(context);
        }
    }
}
