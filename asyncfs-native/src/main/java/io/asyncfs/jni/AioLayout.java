/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Sizes and offsets, in bytes, of the structures of Linux AIO, and its commands ({@code include/uapi/linux/aio_abi.h}; 64-bit
 * little-endian Linux). {@link NativeLibrary} compares each with what the C compiler made of the kernel's headers.
 *
 * <pre>
 * struct iocb, 64 bytes
 *  0 data:64                            8 key:32  12 rw_flags:32
 * 16 opcode:16  18 reqprio:16  20 fd:32
 * 24 buf:64                            32 nbytes:64
 * 40 offset:64                         48 reserved:64
 * 56 flags:32   60 resfd:32
 *
 * struct io_event, 32 bytes
 *  0 data:64    8 obj:64   16 res:64   24 res2:64
 * </pre>
 *
 * The completion ring, at the address that names the context, is in no header but has been relied on by programs since
 * 2.6; {@code fs/aio.c} has it.
 *
 * <pre>
 * struct aio_ring, 32 bytes, then nr events
 *  0 id:32      4 nr:32     8 head:32  12 tail:32
 * 16 magic:32  20 compat:32  24 incompat:32  28 header_length:32
 * </pre>
 */
public final class AioLayout {
    /** Size of {@code struct iocb}. */
    public static final int IOCB_SIZE = 64;

    /** Offset of {@code aio_data}, which comes back with the event. */
    public static final int IOCB_DATA = 0;

    /** Offset of {@code aio_rw_flags}; since 4.13. */
    public static final int IOCB_RW_FLAGS = 12;

    /** Offset of {@code aio_lio_opcode}, 16 bits. */
    public static final int IOCB_OPCODE = 16;

    /** Offset of {@code aio_fildes}. */
    public static final int IOCB_FD = 20;

    /** Offset of {@code aio_buf}: memory, or iovecs. */
    public static final int IOCB_BUF = 24;

    /** Offset of {@code aio_nbytes}: bytes, or the number of iovecs. */
    public static final int IOCB_NBYTES = 32;

    /** Offset of {@code aio_offset}. */
    public static final int IOCB_OFFSET = 40;

    /** Offset of {@code aio_flags}. */
    public static final int IOCB_FLAGS = 56;

    /** Offset of {@code aio_resfd}. */
    public static final int IOCB_RESFD = 60;

    /** Size of {@code struct io_event}. */
    public static final int EVENT_SIZE = 32;

    /** Offset of {@code data}. */
    public static final int EVENT_DATA = 0;

    /** Offset of {@code res}: bytes or {@code -errno}. */
    public static final int EVENT_RES = 16;

    /** {@code IOCB_CMD_PREAD}. */
    public static final int CMD_PREAD = 0;

    /** {@code IOCB_CMD_PWRITE}. */
    public static final int CMD_PWRITE = 1;

    /** {@code IOCB_CMD_PREADV}. */
    public static final int CMD_PREADV = 7;

    /** {@code IOCB_CMD_PWRITEV}. */
    public static final int CMD_PWRITEV = 8;

    /** {@code IOCB_FLAG_RESFD}: the completion also rings the eventfd {@code aio_resfd}. */
    public static final int FLAG_RESFD = 1;

    private AioLayout() {}
}
