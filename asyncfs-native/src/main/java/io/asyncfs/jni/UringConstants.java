/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * The numbers of io_uring that are used, by the names they have in the kernel's {@code include/uapi/linux/io_uring.h}, with the Linux
 * release each arrived in. They are the same on every CPU and are compile-time constants: they do not come from the
 * native library, because the headers it is built with may be older than the kernel it runs on.
 */
public final class UringConstants {
    // io_uring_setup(2): io_uring_params.flags

    /** The parameter {@code cq_entries} is the size wanted; since 5.5. */
    public static final int IORING_SETUP_CQSIZE = 1 << 3;
    /** Sizes beyond the limit are cut, not refused; since 5.6. */
    public static final int IORING_SETUP_CLAMP = 1 << 4;
    /** Starts disabled, see {@link #IORING_REGISTER_ENABLE_RINGS}; since 5.10. */
    public static final int IORING_SETUP_R_DISABLED = 1 << 6;
    /** Goes on submitting after an entry that fails; since 5.18. */
    public static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;
    /** No interrupt of the thread to run completions; since 5.19. */
    public static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;
    /** Shows {@link #IORING_SQ_TASKRUN}; since 5.19. */
    public static final int IORING_SETUP_TASKRUN_FLAG = 1 << 9;
    /** One thread submits; since 6.0. */
    public static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
    /** Completions appear only inside io_uring_enter(GETEVENTS) of that thread; since 6.1. */
    public static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;
    /** No index array between ring and entries; since 6.6. */
    public static final int IORING_SETUP_NO_SQARRAY = 1 << 16;

    // io_uring_params.features

    /** One mapping holds both rings; since 5.4. */
    public static final int IORING_FEAT_SINGLE_MMAP = 1 << 0;
    /** Completions that find the ring full are kept; since 5.5. */
    public static final int IORING_FEAT_NODROP = 1 << 1;
    /** The kernel has copied what an entry points to when submit returns; since 5.5. */
    public static final int IORING_FEAT_SUBMIT_STABLE = 1 << 2;
    /** Io_uring_enter takes a timeout; since 5.11. */
    public static final int IORING_FEAT_EXT_ARG = 1 << 8;

    /** Reads and writes take attributes; since 6.14. */
    public static final int IORING_FEAT_RW_ATTR = 1 << 16;

    // Operations: sqe.opcode (those of files)

    /** Since 5.1. */
    public static final int IORING_OP_NOP = 0;
    /** Since 5.1. */
    public static final int IORING_OP_READV = 1;
    /** Since 5.1. */
    public static final int IORING_OP_WRITEV = 2;
    /** Since 5.1. */
    public static final int IORING_OP_FSYNC = 3;
    /** Since 5.1. */
    public static final int IORING_OP_READ_FIXED = 4;
    /** Since 5.1. */
    public static final int IORING_OP_WRITE_FIXED = 5;
    /** Since 5.5. */
    public static final int IORING_OP_ASYNC_CANCEL = 14;
    /** Since 5.6. */
    public static final int IORING_OP_FALLOCATE = 17;
    /** Since 5.6. */
    public static final int IORING_OP_OPENAT = 18;
    /** Since 5.6. */
    public static final int IORING_OP_STATX = 21;
    /** Since 5.6. */
    public static final int IORING_OP_READ = 22;
    /** Since 5.6. */
    public static final int IORING_OP_WRITE = 23;

    // sqe.flags

    /** Fd is an index of {@link #IORING_REGISTER_FILES2}; since 5.1. */
    public static final int IOSQE_FIXED_FILE = 1 << 0;
    /** Goes to a worker without a first try inline; since 5.6. */
    public static final int IOSQE_ASYNC = 1 << 4;

    // Flags of single operations

    /** Since 5.1. */
    public static final int IORING_FSYNC_DATASYNC = 1;

    // io_uring_enter(2)

    /** Waits for completions, and runs deferred ones; since 5.1. */
    public static final int IORING_ENTER_GETEVENTS = 1 << 0;
    /** Arg is a struct io_uring_getevents_arg; since 5.11. */
    public static final int IORING_ENTER_EXT_ARG = 1 << 3;
    /** Fd is an index of {@link #IORING_REGISTER_RING_FDS}; since 5.18. */
    public static final int IORING_ENTER_REGISTERED_RING = 1 << 4;

    // io_uring_register(2)

    /** Since 5.1. */
    public static final int IORING_UNREGISTER_FILES = 3;
    /** Since 5.2. */
    public static final int IORING_REGISTER_EVENTFD = 4;
    /** Since 5.5. */
    public static final int IORING_REGISTER_FILES_UPDATE = 6;
    /** Since 5.6. */
    public static final int IORING_REGISTER_PROBE = 8;
    /** Since 5.10. */
    public static final int IORING_REGISTER_ENABLE_RINGS = 12;
    /** Since 5.13. */
    public static final int IORING_REGISTER_FILES2 = 13;
    /** Since 5.13. */
    public static final int IORING_REGISTER_BUFFERS2 = 15;
    /** Since 5.13. */
    public static final int IORING_REGISTER_BUFFERS_UPDATE = 16;
    /** Two counts: bounded and unbounded; since 5.15. */
    public static final int IORING_REGISTER_IOWQ_MAX_WORKERS = 19;
    /** Since 5.18. */
    public static final int IORING_REGISTER_RING_FDS = 20;
    /** Since 5.18. */
    public static final int IORING_UNREGISTER_RING_FDS = 21;

    // io_uring_rsrc_register.flags

    /** A table of empty places; since 5.19. */
    public static final int IORING_RSRC_REGISTER_SPARSE = 1;

    // io_uring_probe_op.flags

    /** Since 5.6. */
    public static final int IO_URING_OP_SUPPORTED = 1;

    // Words of the mapped rings

    /** Since 5.8. */
    public static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;
    /** Since 5.19. */
    public static final int IORING_SQ_TASKRUN = 1 << 2;
    /** Set by us: no eventfd signals; since 5.8. */
    public static final int IORING_CQ_EVENTFD_DISABLED = 1;

    // Offsets for mmap(2)

    /** Since 5.1. */
    public static final long IORING_OFF_SQ_RING = 0L;
    /** Since 5.1. */
    public static final long IORING_OFF_SQES = 0x10000000L;

    private UringConstants() {}
}
