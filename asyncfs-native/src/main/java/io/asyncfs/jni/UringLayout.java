/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Sizes and offsets, in bytes, of the structures that io_uring shares with a program (64-bit Linux, all CPUs).
 * {@link NativeLibrary} compares each with what the C compiler made of the kernel's headers.
 *
 * <pre>
 * struct io_uring_sqe, 64 bytes
 *  0 opcode:8  1 flags:8  2 ioprio:16   4 fd:32
 *  8 off:64                            16 addr:64
 * 24 len:32   28 rw_flags:32           32 user_data:64
 * 40 buf_index:16  42 personality:16   44 file_index:32
 * 48 addr3:64                          56 zero:64
 *
 * struct io_uring_cqe, 16 bytes
 *  0 user_data:64                       8 res:32  12 flags:32
 * </pre>
 *
 * The fields {@code SQ_OFF_*} and {@code CQ_OFF_*} are relative to {@link #PARAMS_SQ_OFF} and {@link #PARAMS_CQ_OFF}.
 */
public final class UringLayout {
    // struct io_uring_params

    /** Size of {@code struct io_uring_params}. */
    public static final int PARAMS_SIZE = 120;

    /** Offset of {@code sq_entries}. */
    public static final int PARAMS_SQ_ENTRIES = 0;

    /** Offset of {@code cq_entries}. */
    public static final int PARAMS_CQ_ENTRIES = 4;

    /** Offset of {@code flags}. */
    public static final int PARAMS_FLAGS = 8;

    /** Offset of {@code features}. */
    public static final int PARAMS_FEATURES = 20;

    /** Offset of {@code sq_off}. */
    public static final int PARAMS_SQ_OFF = 40;

    /** Offset of {@code cq_off}. */
    public static final int PARAMS_CQ_OFF = 80;

    // struct io_sqring_offsets

    /** Offset of {@code head}. */
    public static final int SQ_OFF_HEAD = 0;

    /** Offset of {@code tail}. */
    public static final int SQ_OFF_TAIL = 4;

    /** Offset of {@code ring_mask}. */
    public static final int SQ_OFF_RING_MASK = 8;

    /** Offset of {@code flags}. */
    public static final int SQ_OFF_FLAGS = 16;

    /** Offset of {@code array}. */
    public static final int SQ_OFF_ARRAY = 24;

    // struct io_cqring_offsets

    /** Offset of {@code head}. */
    public static final int CQ_OFF_HEAD = 0;

    /** Offset of {@code tail}. */
    public static final int CQ_OFF_TAIL = 4;

    /** Offset of {@code ring_mask}. */
    public static final int CQ_OFF_RING_MASK = 8;

    /** Offset of {@code cqes}. */
    public static final int CQ_OFF_CQES = 20;

    /** Offset of {@code flags}. */
    public static final int CQ_OFF_FLAGS = 24;

    // struct io_uring_sqe

    /** Size of {@code struct io_uring_sqe}. */
    public static final int SQE_SIZE = 64;

    /** Offset of {@code opcode}. */
    public static final int SQE_OPCODE = 0;

    /** Offset of {@code flags}. */
    public static final int SQE_FLAGS = 1;

    /** Offset of {@code fd}. */
    public static final int SQE_FD = 4;

    /** Offset of {@code off}, which shares its place with {@code addr2}. */
    public static final int SQE_OFF = 8;

    /** Offset of {@code addr}. */
    public static final int SQE_ADDR = 16;

    /** Offset of {@code len}. */
    public static final int SQE_LEN = 24;

    /** Offset of {@code rw_flags}, which shares its place with the flags of every other operation. */
    public static final int SQE_RW_FLAGS = 28;

    /** Offset of {@code user_data}. */
    public static final int SQE_USER_DATA = 32;

    /** Offset of {@code buf_index}. */
    public static final int SQE_BUF_INDEX = 40;

    // struct io_uring_cqe

    /** Size of {@code struct io_uring_cqe}. */
    public static final int CQE_SIZE = 16;

    /** Offset of {@code user_data}. */
    public static final int CQE_USER_DATA = 0;

    /** Offset of {@code res}. */
    public static final int CQE_RES = 8;

    // struct io_uring_getevents_arg

    /** Size of {@code struct io_uring_getevents_arg}. */
    public static final int GETEVENTS_ARG_SIZE = 24;

    /** Offset of {@code ts}. */
    public static final int GETEVENTS_ARG_TS = 16;

    // struct __kernel_timespec

    /** Size of {@code struct __kernel_timespec}. */
    public static final int TIMESPEC_SIZE = 16;

    /** Offset of {@code tv_nsec}. */
    public static final int TIMESPEC_NSEC = 8;

    // struct iovec

    /** Size of {@code struct iovec}. */
    public static final int IOVEC_SIZE = 16;

    /** Offset of {@code iov_base}. */
    public static final int IOVEC_BASE = 0;

    /** Offset of {@code iov_len}. */
    public static final int IOVEC_LEN = 8;

    // struct io_uring_probe, without its entries

    /** Size of {@code struct io_uring_probe}, without its entries. */
    public static final int PROBE_SIZE = 16;

    /** Offset of {@code last_op}. */
    public static final int PROBE_LAST_OP = 0;

    // struct io_uring_probe_op

    /** Size of {@code struct io_uring_probe_op}. */
    public static final int PROBE_OP_SIZE = 8;

    /** Offset of {@code op}. */
    public static final int PROBE_OP_OP = 0;

    /** Offset of {@code flags}. */
    public static final int PROBE_OP_FLAGS = 2;

    // struct io_uring_rsrc_update

    // struct io_uring_rsrc_register

    /** Size of {@code struct io_uring_rsrc_register}. */
    public static final int RSRC_REGISTER_SIZE = 32;

    /** Offset of {@code nr}. */
    public static final int RSRC_REGISTER_NR = 0;

    /** Offset of {@code flags}. */
    public static final int RSRC_REGISTER_FLAGS = 4;

    /** Offset of {@code data}. */
    public static final int RSRC_REGISTER_DATA = 16;

    // struct io_uring_rsrc_update2

    /** Size of {@code struct io_uring_rsrc_update2}. */
    public static final int RSRC_UPDATE2_SIZE = 32;

    /** Offset of {@code offset}. */
    public static final int RSRC_UPDATE2_OFFSET = 0;

    /** Offset of {@code data}. */
    public static final int RSRC_UPDATE2_DATA = 8;

    /** Offset of {@code nr}. */
    public static final int RSRC_UPDATE2_NR = 24;

    // struct open_how

    private UringLayout() {}
}
