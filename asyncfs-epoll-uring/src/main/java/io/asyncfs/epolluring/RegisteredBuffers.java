/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.IORING_REGISTER_BUFFERS2;
import static io.asyncfs.jni.UringConstants.IORING_REGISTER_BUFFERS_UPDATE;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.UringLayout;
import io.asyncfs.platform.Log;
import io.asyncfs.spi.PooledMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The allocator's slabs as the kernel's registered buffers (io_uring_register(2), IORING_REGISTER_BUFFERS2, Linux 5.13): it
 * need not look up and pin their pages for each operation. A slab is registered when memory in it is first used, as long as
 * the limit of locked memory allows. The ring's thread only.
 *
 * <p>What is registered stays as it was at an address, even if other memory came to be there: so slabs are kept.
 *
 * <pre>
 *   struct io_uring_rsrc_register  0 nr      4 flags  8 resv   16 data: iovec[nr]  24 tags
 *   struct io_uring_rsrc_update2   0 offset  4 resv   8 data: iovec[nr]  16 tags   24 nr
 *   struct iovec                   0 address 8 length                        no address: an empty place
 * </pre>
 */
final class RegisteredBuffers {
    /** The answer of {@link #indexOf} for memory that is not registered. */
    static final int NONE = -1;

    /** How many slabs; more are rare, and used without. */
    static final int MAX = 64;

    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final Log LOGGER = Log.of("io.asyncfs");

    private final PooledMemory pooled;
    private final LockedMemory locked;
    private final ByteBuffer[] slabs = new ByteBuffer[MAX];
    private final long[] begins = new long[MAX];
    private final long[] ends = new long[MAX];
    private Ring ring; // from the start on
    private ByteBuffer update; // made at the start: later there may be no direct memory left
    private int count;
    private int seen; // of the allocator's slabs
    private int last; // where the last one was found
    private boolean full = true; // no more can be registered; before the start, and on old kernels, none

    RegisteredBuffers(PooledMemory pooled) {
        this(pooled, LockedMemory.HERE);
    }

    RegisteredBuffers(PooledMemory pooled, LockedMemory locked) {
        this.pooled = pooled;
        this.locked = locked;
    }

    /** Makes a table of empty places, if it may and can. */
    void start(Ring of) {
        ring = of;
        if (RingFlags.isEnabled("REGISTERED_BUFFERS")) {
            try {
                makeTable();
            } catch (OutOfMemoryError e) {
                LOGGER.log(Log.Level.DEBUG, "a loop goes on without registering buffers: {0}", e.getMessage());
            }
        }
    }

    private void makeTable() {
        ByteBuffer empty = ByteBuffer.allocateDirect(MAX * UringLayout.IOVEC_SIZE);
        ByteBuffer table = struct(UringLayout.RSRC_REGISTER_SIZE);
        table.putInt(UringLayout.RSRC_REGISTER_NR, MAX);
        table.putLong(UringLayout.RSRC_REGISTER_DATA, MemoryNative.address(empty));
        int result =
                ring.register(IORING_REGISTER_BUFFERS2, MemoryNative.address(table), UringLayout.RSRC_REGISTER_SIZE);
        Reference.reachabilityFence(empty);
        Reference.reachabilityFence(table);
        update = struct(UringLayout.RSRC_UPDATE2_SIZE + UringLayout.IOVEC_SIZE);
        full = result < 0; // EINVAL: older than 5.13
    }

    /** Makes room for a struct of io_uring_register(2). */
    static ByteBuffer struct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Returns the number of the registered buffer in which memory lies, or {@link #NONE}. */
    int indexOf(long address, int length) {
        if (address >= begins[last] && address + length <= ends[last]) {
            return last;
        }
        if (!full && seen < pooled.pieces()) { // one at a time: to pin the 1,024 pages of one takes 0.1 ms or more
            registerNext();
        }
        for (int i = 0; i < count; i++) {
            if (address >= begins[i] && address + length <= ends[i]) {
                last = i;
                return i;
            }
        }
        return NONE;
    }

    private void registerNext() {
        ByteBuffer slab = pooled.piece(seen++);
        if (slab == null || count == MAX) {
            full = true;
        } else if (locked.tryTake(slab.capacity())) {
            register(slab);
        } else {
            full = true;
            tellOnce();
        }
    }

    private static void tellOnce() {
        if (TOLD.compareAndSet(false, true)) {
            LOGGER.log(
                    Log.Level.INFO,
                    "buffers are no longer registered with io_uring, as half of what may be locked in memory is: reads are "
                            + "a few percent slower; raise ulimit -l, LimitMEMLOCK= of systemd, --ulimit memlock= of docker");
        }
    }

    private void register(ByteBuffer slab) {
        long address = MemoryNative.address(slab);
        long at = MemoryNative.address(update);
        int iovec = UringLayout.RSRC_UPDATE2_SIZE;
        update.putLong(iovec, address).putLong(iovec + 8, slab.capacity());
        update.putInt(UringLayout.RSRC_UPDATE2_OFFSET, count);
        update.putLong(UringLayout.RSRC_UPDATE2_DATA, at + iovec);
        update.putInt(UringLayout.RSRC_UPDATE2_NR, 1);
        int result = ring.register(IORING_REGISTER_BUFFERS_UPDATE, at, UringLayout.RSRC_UPDATE2_SIZE);
        Reference.reachabilityFence(update);
        if (result != 1) {
            locked.giveBack(slab.capacity());
            LOGGER.log(Log.Level.DEBUG, "a loop goes on without registering buffers: {0}", Errno.message(-result));
            full = true;
            return;
        }
        slabs[count] = slab;
        begins[count] = address;
        ends[count] = address + slab.capacity();
        count++;
    }

    /** The ring is closed, and with it what was registered. */
    void closed() {
        for (int i = 0; i < count; i++) {
            locked.giveBack(slabs[i].capacity());
        }
        Arrays.fill(slabs, null);
        count = 0;
    }
}
