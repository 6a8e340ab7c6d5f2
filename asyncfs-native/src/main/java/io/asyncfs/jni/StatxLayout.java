/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Size and offsets, in bytes, of {@code struct statx} (64-bit Linux, all CPUs; statx(2)). {@link NativeLibrary} compares
 * each with what the C compiler made of the kernel's headers.
 */
public final class StatxLayout {
    /** Size of {@code struct statx}. */
    public static final int SIZE_OF = 256;

    /** Offset of {@code stx_mask}: 32 bits, which fields were filled in. */
    public static final int MASK = 0;

    /** Offset of {@code stx_mode}: 16 bits, file type and permissions. */
    public static final int MODE = 28;

    /** Offset of {@code stx_ino}: 64 bits. */
    public static final int INO = 32;

    /** Offset of {@code stx_size}: 64 bits, bytes. */
    public static final int SIZE = 40;

    /** Offset of {@code stx_blocks}: 64 bits, units of 512 bytes. */
    public static final int BLOCKS = 48;

    /** Offset of {@code stx_mtime.tv_sec}: 64 bits, signed, seconds since 1970-01-01T00:00Z. */
    public static final int MTIME_SEC = 112;

    /** Offset of {@code stx_mtime.tv_nsec}: 32 bits, 0 to 999,999,999 nanoseconds. */
    public static final int MTIME_NSEC = 120;

    /** Offset of {@code stx_rdev_major}: 32 bits, of the device that the file is. */
    public static final int RDEV_MAJOR = 128;

    /** Offset of {@code stx_rdev_minor}: 32 bits. */
    public static final int RDEV_MINOR = 132;

    /** Offset of {@code stx_dev_major}: 32 bits. */
    public static final int DEV_MAJOR = 136;

    /** Offset of {@code stx_dev_minor}: 32 bits. */
    public static final int DEV_MINOR = 140;

    /** Offset of {@code stx_dio_mem_align}: 32 bits, alignment in bytes of memory for O_DIRECT, 0 if not possible; Linux 6.1. */
    public static final int DIO_MEM_ALIGN = 152;

    /** Offset of {@code stx_dio_offset_align}: 32 bits, alignment in bytes of offset and length for O_DIRECT; Linux 6.1. */
    public static final int DIO_OFFSET_ALIGN = 156;

    private StatxLayout() {}
}
