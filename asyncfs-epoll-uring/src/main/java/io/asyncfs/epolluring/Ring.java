/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.*;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.UringLayout;
import io.asyncfs.jni.UringNative;
import java.nio.ByteBuffer;

/**
 * One io_uring instance: its descriptor, its mapped memory, its doorbell. Made on any thread; see {@link #enable()} for
 * whose it is then.
 *
 * <pre>
 *   descriptor --mmap(IORING_OFF_SQ_RING)--> | sq head, tail, flags | cq head, tail, flags | cqes | sq array |
 *              --mmap(IORING_OFF_SQES)-----> | sqe 0 (64 bytes) | sqe 1 | ...
 * </pre>
 */
final class Ring {
    private static final int NEEDED = IORING_FEAT_SINGLE_MMAP | IORING_FEAT_NODROP | IORING_FEAT_SUBMIT_STABLE;
    private static final int SCRATCH = 4096;

    /** So that half is as deep as a queue of a disk needs to be for writes. */
    private static final int WORKERS = 128;

    private final RingFlags flags;
    private final int fd;
    private final long scratch;
    private long ringAddress;
    private int ringBytes;
    private int features;
    private long sqesAddress;
    private int sqesBytes;
    private SubmissionRing submission;
    private CompletionRing completion;
    private EventFd doorbell;
    private int enterFd;
    private int enterFlags;
    private int workers; // bounded ones of io_init_wq_offload (io_uring/tctx.c) at first
    private Thread registrant; // who registered enterFd, if that is not fd

    /** Creates a ring, dropping flags group by group until the kernel takes them. */
    Ring(int entries, int completions) throws RingException {
        scratch = checked("mmap", MemoryNative.mapAnonymous(SCRATCH));
        ByteBuffer params = MemoryNative.wrap(scratch, UringLayout.PARAMS_SIZE);
        int created = -Errno.EINVAL;
        RingFlags used = null;
        for (RingFlags candidate : RingFlags.candidates()) {
            for (int i = 0; i < UringLayout.PARAMS_SIZE; i++) {
                params.put(i, (byte) 0);
            }
            params.putInt(UringLayout.PARAMS_FLAGS, candidate.setup());
            params.putInt(UringLayout.PARAMS_CQ_ENTRIES, completions);
            used = candidate;
            created = (int) SystemCall.patiently(() -> UringNative.setup(entries, scratch));
            if (created != -Errno.EINVAL) {
                break;
            }
        }
        flags = used;
        if (created < 0) {
            MemoryNative.unmap(scratch, SCRATCH);
            throw new RingException("io_uring_setup", -created);
        }
        fd = created;
        enterFd = created;
        boolean done = false;
        try {
            features = params.getInt(UringLayout.PARAMS_FEATURES);
            if (!hasFeature(NEEDED)) {
                throw new RingException("io_uring_setup", Errno.ENOSYS);
            }
            map(params);
            installDoorbell();
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void map(ByteBuffer params) throws RingException {
        int sqEntries = params.getInt(UringLayout.PARAMS_SQ_ENTRIES);
        workers = Math.min(sqEntries, 4 * Runtime.getRuntime().availableProcessors());
        int cqEntries = params.getInt(UringLayout.PARAMS_CQ_ENTRIES);
        int array = flags.has(IORING_SETUP_NO_SQARRAY)
                ? 0
                : params.getInt(UringLayout.PARAMS_SQ_OFF + UringLayout.SQ_OFF_ARRAY);
        int cqes = params.getInt(UringLayout.PARAMS_CQ_OFF + UringLayout.CQ_OFF_CQES);
        ringBytes = Math.max(cqes + cqEntries * UringLayout.CQE_SIZE, array + sqEntries * Integer.BYTES);
        sqesBytes = sqEntries * UringLayout.SQE_SIZE;
        ringAddress = checked("mmap", UringNative.mmap(fd, ringBytes, IORING_OFF_SQ_RING));
        sqesAddress = checked("mmap", UringNative.mmap(fd, sqesBytes, IORING_OFF_SQES));
        // A child of fork would share head and tail with us and corrupt them.
        UringNative.dontFork(ringAddress, ringBytes);
        UringNative.dontFork(sqesAddress, sqesBytes);
        ByteBuffer ring = MemoryNative.wrap(ringAddress, ringBytes);
        submission = new SubmissionRing(ring, MemoryNative.wrap(sqesAddress, sqesBytes), params, array);
        completion = new CompletionRing(ring, params);
    }

    /**
     * With DEFER_TASKRUN the ring's own descriptor does not become readable when a deferred completion arrives (measured:
     * the first prototype hung); an eventfd registered with the ring does.
     */
    private void installDoorbell() throws RingException {
        doorbell = new EventFd();
        MemoryNative.wrap(scratch, Integer.BYTES).putInt(0, doorbell.fd());
        checked("io_uring_register(EVENTFD)", registerPatiently(IORING_REGISTER_EVENTFD, scratch, 1));
    }

    /** Makes the ring the calling thread's: with SINGLE_ISSUER only the thread that enables it may submit. */
    void enable() throws RingException {
        if (flags.has(IORING_SETUP_R_DISABLED)) {
            checked("io_uring_register(ENABLE_RINGS)", registerPatiently(IORING_REGISTER_ENABLE_RINGS, 0, 0));
        }
        if (RingFlags.isEnabled("REGISTERED_RING")) {
            registerDescriptor();
        }
        registerWorkers();
    }

    /**
     * Allows more threads for what waits, such as every fsync, than the kernel does by itself, four per processor: one disk
     * that does not answer may have half of them. The kernel starts one only when all that there are wait. 5.15, and about
     * the rings of this thread.
     */
    private void registerWorkers() {
        // 0: kept for this thread's first request (io_register_iowq_max_workers in io_uring/register.c).
        if (RingFlags.isEnabled("MAX_WORKERS") && swapWorkers(WORKERS) >= 0) {
            int now = swapWorkers(0); // it may be fewer: RLIMIT_NPROC
            workers = now > 0 ? now : WORKERS;
        }
    }

    /**
     * Allows so many workers, or leaves it for 0; returns how many there could be before, or -errno. Those for files, which
     * are bounded, and as many others: to them count, since 6.10, the appends, whose file is not known yet.
     */
    private int swapWorkers(int each) {
        ByteBuffer counts = MemoryNative.wrap(scratch, 2 * Integer.BYTES);
        counts.putInt(0, each).putInt(Integer.BYTES, each);
        int result = register(IORING_REGISTER_IOWQ_MAX_WORKERS, scratch, 2);
        return result < 0 ? result : counts.getInt(0);
    }

    /** Returns how many requests the kernel's threads take at once that wait. */
    int workers() {
        return workers;
    }

    /** Spares the kernel a descriptor look-up per enter; 5.18, and private to this thread. Without it nothing is lost. */
    private void registerDescriptor() {
        ByteBuffer update = MemoryNative.wrap(scratch, 16);
        update.putInt(0, -1).putInt(4, 0).putLong(8, fd); // struct io_uring_rsrc_update: offset, resv, data
        if (register(IORING_REGISTER_RING_FDS, scratch, 1) == 1) {
            enterFd = update.getInt(0);
            enterFlags = IORING_ENTER_REGISTERED_RING;
            registrant = Thread.currentThread();
        }
    }

    boolean hasRegisteredDescriptor() {
        return registrant != null;
    }

    /** A thread's table of 16 keeps the whole ring until the thread ends, which may have other loops before. */
    private void unregisterDescriptor() {
        if (registrant == Thread.currentThread()) {
            MemoryNative.wrap(scratch, 16).putInt(0, enterFd).putInt(4, 0).putLong(8, 0);
            register(IORING_UNREGISTER_RING_FDS, scratch, 1);
        }
    }

    /**
     * Registers something with the kernel; by the ring's thread once that is enabled.
     *
     * @return 0 or more, or -errno
     */
    int register(int what, long address, int count) {
        return UringNative.register(fd, what, address, count);
    }

    /** For what a ring is of no use without. */
    private int registerPatiently(int what, long address, int count) {
        return (int) SystemCall.patiently(() -> register(what, address, count));
    }

    /** Submits and lets the kernel post what it deferred; never waits. Returns entries taken or -errno. */
    int enter(int toSubmit) {
        return UringNative.enter(enterFd, toSubmit, 0, IORING_ENTER_GETEVENTS | enterFlags, 0, 0);
    }

    /** Returns whether the kernel has what an IORING_FEAT_ says, or several of them. */
    boolean hasFeature(int feature) {
        return (features & feature) == feature;
    }

    RingFlags flags() {
        return flags;
    }

    SubmissionRing submission() {
        return submission;
    }

    CompletionRing completion() {
        return completion;
    }

    EventFd doorbell() {
        return doorbell;
    }

    /** Closing does not wait for requests in flight: whoever closes has drained, or leaks their memory. */
    void close() {
        unregisterDescriptor();
        PosixFileNative.close(fd);
        if (doorbell != null) {
            doorbell.close();
        }
        if (sqesAddress > 0) {
            MemoryNative.unmap(sqesAddress, sqesBytes);
        }
        if (ringAddress > 0) {
            MemoryNative.unmap(ringAddress, ringBytes);
        }
        MemoryNative.unmap(scratch, SCRATCH);
    }

    private static long checked(String call, long result) throws RingException {
        if (result < 0) {
            throw new RingException(call, (int) -result);
        }
        return result;
    }
}
