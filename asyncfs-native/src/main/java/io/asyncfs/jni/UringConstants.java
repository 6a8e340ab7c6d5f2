/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * The numbers of io_uring, by the names they have in the kernel's {@code include/uapi/linux/io_uring.h}, with the Linux
 * release each arrived in. They are the same on every CPU and are compile-time constants: they do not come from the
 * native library, because the headers it is built with may be older than the kernel it runs on.
 */
public final class UringConstants {
    // io_uring_setup(2): io_uring_params.flags

    /** Since 5.1. */
    public static final int IORING_SETUP_IOPOLL = 1 << 0;
    /** Since 5.1. */
    public static final int IORING_SETUP_SQPOLL = 1 << 1;
    /** Since 5.1. */
    public static final int IORING_SETUP_SQ_AFF = 1 << 2;
    /** The parameter {@code cq_entries} is the size wanted; since 5.5. */
    public static final int IORING_SETUP_CQSIZE = 1 << 3;
    /** Sizes beyond the limit are cut, not refused; since 5.6. */
    public static final int IORING_SETUP_CLAMP = 1 << 4;
    /** Shares the workers of the ring wq_fd; since 5.6. */
    public static final int IORING_SETUP_ATTACH_WQ = 1 << 5;
    /** Starts disabled, see {@link #IORING_REGISTER_ENABLE_RINGS}; since 5.10. */
    public static final int IORING_SETUP_R_DISABLED = 1 << 6;
    /** Goes on submitting after an entry that fails; since 5.18. */
    public static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;
    /** No interrupt of the thread to run completions; since 5.19. */
    public static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;
    /** Shows {@link #IORING_SQ_TASKRUN}; since 5.19. */
    public static final int IORING_SETUP_TASKRUN_FLAG = 1 << 9;
    /** Since 5.19. */
    public static final int IORING_SETUP_SQE128 = 1 << 10;
    /** Since 5.19. */
    public static final int IORING_SETUP_CQE32 = 1 << 11;
    /** One thread submits; since 6.0. */
    public static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
    /** Completions appear only inside io_uring_enter(GETEVENTS) of that thread; since 6.1. */
    public static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;
    /** Since 6.5. */
    public static final int IORING_SETUP_NO_MMAP = 1 << 14;
    /** Since 6.5. */
    public static final int IORING_SETUP_REGISTERED_FD_ONLY = 1 << 15;
    /** No index array between ring and entries; since 6.6. */
    public static final int IORING_SETUP_NO_SQARRAY = 1 << 16;

    // io_uring_params.features

    /** One mapping holds both rings; since 5.4. */
    public static final int IORING_FEAT_SINGLE_MMAP = 1 << 0;
    /** Completions that find the ring full are kept; since 5.5. */
    public static final int IORING_FEAT_NODROP = 1 << 1;
    /** The kernel has copied what an entry points to when submit returns; since 5.5. */
    public static final int IORING_FEAT_SUBMIT_STABLE = 1 << 2;
    /** Offset -1 is the current position; since 5.6. */
    public static final int IORING_FEAT_RW_CUR_POS = 1 << 3;
    /** Since 5.6. */
    public static final int IORING_FEAT_CUR_PERSONALITY = 1 << 4;
    /** Since 5.7. */
    public static final int IORING_FEAT_FAST_POLL = 1 << 5;
    /** Since 5.9. */
    public static final int IORING_FEAT_POLL_32BITS = 1 << 6;
    /** Since 5.11. */
    public static final int IORING_FEAT_SQPOLL_NONFIXED = 1 << 7;
    /** Io_uring_enter takes a timeout; since 5.11. */
    public static final int IORING_FEAT_EXT_ARG = 1 << 8;
    /** Since 5.12. */
    public static final int IORING_FEAT_NATIVE_WORKERS = 1 << 9;
    /** Since 5.13. */
    public static final int IORING_FEAT_RSRC_TAGS = 1 << 10;
    /** Since 5.17. */
    public static final int IORING_FEAT_CQE_SKIP = 1 << 11;
    /** Since 5.17. */
    public static final int IORING_FEAT_LINKED_FILE = 1 << 12;
    /** Io_uring_register takes a registered ring; since 6.3. */
    public static final int IORING_FEAT_REG_REG_RING = 1 << 13;
    /** Since 6.10. */
    public static final int IORING_FEAT_RECVSEND_BUNDLE = 1 << 14;
    /** Since 6.12. */
    public static final int IORING_FEAT_MIN_TIMEOUT = 1 << 15;
    /** Since 6.14. */
    public static final int IORING_FEAT_RW_ATTR = 1 << 16;
    /** Since 6.15. */
    public static final int IORING_FEAT_NO_IOWAIT = 1 << 17;

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
    /** Since 5.1. */
    public static final int IORING_OP_POLL_ADD = 6;
    /** Since 5.1. */
    public static final int IORING_OP_POLL_REMOVE = 7;
    /** Since 5.2. */
    public static final int IORING_OP_SYNC_FILE_RANGE = 8;
    /** Since 5.4. */
    public static final int IORING_OP_TIMEOUT = 11;
    /** Since 5.5. */
    public static final int IORING_OP_TIMEOUT_REMOVE = 12;
    /** Since 5.5. */
    public static final int IORING_OP_ASYNC_CANCEL = 14;
    /** Since 5.5. */
    public static final int IORING_OP_LINK_TIMEOUT = 15;
    /** Since 5.6. */
    public static final int IORING_OP_FALLOCATE = 17;
    /** Since 5.6. */
    public static final int IORING_OP_OPENAT = 18;
    /** Since 5.6. */
    public static final int IORING_OP_CLOSE = 19;
    /** Since 5.6. */
    public static final int IORING_OP_FILES_UPDATE = 20;
    /** Since 5.6. */
    public static final int IORING_OP_STATX = 21;
    /** Since 5.6. */
    public static final int IORING_OP_READ = 22;
    /** Since 5.6. */
    public static final int IORING_OP_WRITE = 23;
    /** Since 5.6. */
    public static final int IORING_OP_FADVISE = 24;
    /** Since 5.6. */
    public static final int IORING_OP_MADVISE = 25;
    /** Since 5.6. */
    public static final int IORING_OP_OPENAT2 = 28;
    /** Since 5.11. */
    public static final int IORING_OP_RENAMEAT = 35;
    /** Since 5.11. */
    public static final int IORING_OP_UNLINKAT = 36;
    /** Since 5.15. */
    public static final int IORING_OP_MKDIRAT = 37;
    /** Since 5.15. */
    public static final int IORING_OP_SYMLINKAT = 38;
    /** Since 5.15. */
    public static final int IORING_OP_LINKAT = 39;
    /** Since 5.18. */
    public static final int IORING_OP_MSG_RING = 40;
    /** Since 6.8. */
    public static final int IORING_OP_FIXED_FD_INSTALL = 54;
    /** Since 6.9. */
    public static final int IORING_OP_FTRUNCATE = 55;
    /** Since 6.15. */
    public static final int IORING_OP_READV_FIXED = 60;
    /** Since 6.15. */
    public static final int IORING_OP_WRITEV_FIXED = 61;

    // sqe.flags

    /** Since 5.1. */
    public static final int IOSQE_FIXED_FILE = 1 << 0;
    /** Since 5.2. */
    public static final int IOSQE_IO_DRAIN = 1 << 1;
    /** Since 5.3. */
    public static final int IOSQE_IO_LINK = 1 << 2;
    /** Since 5.5. */
    public static final int IOSQE_IO_HARDLINK = 1 << 3;
    /** Goes to a worker without a first try inline; since 5.6. */
    public static final int IOSQE_ASYNC = 1 << 4;
    /** Since 5.7. */
    public static final int IOSQE_BUFFER_SELECT = 1 << 5;
    /** Since 5.17. */
    public static final int IOSQE_CQE_SKIP_SUCCESS = 1 << 6;

    // Flags of single operations

    /** Since 5.1. */
    public static final int IORING_FSYNC_DATASYNC = 1;
    /** Since 5.5. */
    public static final int IORING_TIMEOUT_ABS = 1;
    /** Since 5.13. */
    public static final int IORING_POLL_ADD_MULTI = 1;
    /** Since 5.19. */
    public static final int IORING_ASYNC_CANCEL_ALL = 1;
    /** Since 5.19. */
    public static final int IORING_ASYNC_CANCEL_FD = 1 << 1;
    /** Since 5.19. */
    public static final int IORING_ASYNC_CANCEL_ANY = 1 << 2;
    /** Since 6.0. */
    public static final int IORING_ASYNC_CANCEL_FD_FIXED = 1 << 3;

    // cqe.flags

    /** Since 5.7. */
    public static final int IORING_CQE_F_BUFFER = 1 << 0;
    /** Since 5.13. */
    public static final int IORING_CQE_F_MORE = 1 << 1;

    // io_uring_enter(2)

    /** Waits for completions, and runs deferred ones; since 5.1. */
    public static final int IORING_ENTER_GETEVENTS = 1 << 0;
    /** Since 5.1. */
    public static final int IORING_ENTER_SQ_WAKEUP = 1 << 1;
    /** Since 5.10. */
    public static final int IORING_ENTER_SQ_WAIT = 1 << 2;
    /** Arg is a struct io_uring_getevents_arg; since 5.11. */
    public static final int IORING_ENTER_EXT_ARG = 1 << 3;
    /** Fd is an index of {@link #IORING_REGISTER_RING_FDS}; since 5.18. */
    public static final int IORING_ENTER_REGISTERED_RING = 1 << 4;
    /** Since 6.12. */
    public static final int IORING_ENTER_ABS_TIMER = 1 << 5;
    /** Since 6.13. */
    public static final int IORING_ENTER_EXT_ARG_REG = 1 << 6;
    /** Waiting does not count as I/O wait; since 6.15. */
    public static final int IORING_ENTER_NO_IOWAIT = 1 << 7;

    // io_uring_register(2)

    /** Since 5.1. */
    public static final int IORING_REGISTER_BUFFERS = 0;
    /** Since 5.1. */
    public static final int IORING_UNREGISTER_BUFFERS = 1;
    /** Since 5.1. */
    public static final int IORING_REGISTER_FILES = 2;
    /** Since 5.1. */
    public static final int IORING_UNREGISTER_FILES = 3;
    /** Since 5.2. */
    public static final int IORING_REGISTER_EVENTFD = 4;
    /** Since 5.2. */
    public static final int IORING_UNREGISTER_EVENTFD = 5;
    /** Since 5.5. */
    public static final int IORING_REGISTER_FILES_UPDATE = 6;
    /** Since 5.6. */
    public static final int IORING_REGISTER_EVENTFD_ASYNC = 7;
    /** Since 5.6. */
    public static final int IORING_REGISTER_PROBE = 8;
    /** Since 5.6. */
    public static final int IORING_REGISTER_PERSONALITY = 9;
    /** Since 5.6. */
    public static final int IORING_UNREGISTER_PERSONALITY = 10;
    /** Since 5.10. */
    public static final int IORING_REGISTER_RESTRICTIONS = 11;
    /** Since 5.10. */
    public static final int IORING_REGISTER_ENABLE_RINGS = 12;
    /** Since 5.13. */
    public static final int IORING_REGISTER_FILES2 = 13;
    /** Since 5.13. */
    public static final int IORING_REGISTER_FILES_UPDATE2 = 14;
    /** Since 5.13. */
    public static final int IORING_REGISTER_BUFFERS2 = 15;
    /** Since 5.13. */
    public static final int IORING_REGISTER_BUFFERS_UPDATE = 16;
    /** Since 5.14. */
    public static final int IORING_REGISTER_IOWQ_AFF = 17;
    /** Since 5.14. */
    public static final int IORING_UNREGISTER_IOWQ_AFF = 18;
    /** Two counts: bounded and unbounded; since 5.15. */
    public static final int IORING_REGISTER_IOWQ_MAX_WORKERS = 19;
    /** Since 5.18. */
    public static final int IORING_REGISTER_RING_FDS = 20;
    /** Since 5.18. */
    public static final int IORING_UNREGISTER_RING_FDS = 21;
    /** Since 6.0. */
    public static final int IORING_REGISTER_SYNC_CANCEL = 24;
    /** Since 6.0. */
    public static final int IORING_REGISTER_FILE_ALLOC_RANGE = 25;
    /** Added to an opcode: fd is an index of {@link #IORING_REGISTER_RING_FDS}; since 6.3. */
    public static final int IORING_REGISTER_USE_REGISTERED_RING = 1 << 31;

    // io_uring_probe_op.flags

    /** Since 5.6. */
    public static final int IO_URING_OP_SUPPORTED = 1;

    // Words of the mapped rings

    /** Since 5.1. */
    public static final int IORING_SQ_NEED_WAKEUP = 1;
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
    public static final long IORING_OFF_CQ_RING = 0x8000000L;
    /** Since 5.1. */
    public static final long IORING_OFF_SQES = 0x10000000L;

    private UringConstants() {}
}
