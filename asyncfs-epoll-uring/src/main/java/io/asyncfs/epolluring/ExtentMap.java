/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where on its device the parts of a file are. Reads and direct writes look it up while they are submitted, and neither ext4 nor
 * XFS gives up when that is not in memory, whatever they are asked (IOCB_NOWAIT): the loop would wait for the device.
 * ext4 has four extents in the inode and the others in blocks (ext4_mpage_readpages and ext4_iomap_begin call ext4_map_blocks),
 * XFS reads a long list as a whole when it is first needed (xfs_iread_extents). {@code SlowDiskContract} shows it.
 */
final class ExtentMap {
    /** {@code _IO('f', 18)}: all of it; what has been fetched so is the last that ext4 gives up when memory is short. */
    private static final int EXT4_IOC_PRECACHE_EXTENTS = 0x6612;

    /**
     * {@code _IOWR('f', 11, struct fiemap)}, see Documentation/filesystems/fiemap.rst.
     *
     * <pre>
     *  0 fm_start  8 fm_length  16 fm_flags  20 fm_mapped_extents  24 fm_extent_count  28 fm_reserved
     * </pre>
     */
    private static final int FS_IOC_FIEMAP = 0xc020660b;

    private static final int FIEMAP_SIZE = 32;

    /** To allocate direct memory for each call costs more than the call. */
    private static final ThreadLocal<ByteBuffer> REQUEST =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(FIEMAP_SIZE).order(ByteOrder.nativeOrder()));

    /** Four blocks, which have at most four extents: opening small files is not to take longer. */
    private static final long SMALL = 4 * 4096;

    private ExtentMap() {}

    /**
     * Has it read into memory, by whoever opens the file and may wait. What the file system cannot do is left undone, and so is
     * what fails: whoever reads is told.
     */
    static void fetch(int fd, long fileSystem, long size) {
        if (size <= SMALL) {
            return;
        }
        if (fileSystem == FileSystems.EXT4) {
            PosixFileNative.ioctl(fd, EXT4_IOC_PRECACHE_EXTENTS, 0);
        } else if (fileSystem == FileSystems.XFS) {
            ByteBuffer first = REQUEST.get();
            first.putLong(0, 0).putLong(8, 1).putLong(16, 0).putLong(24, 0); // the kernel has written into it
            PosixFileNative.ioctl(fd, FS_IOC_FIEMAP, MemoryNative.address(first));
        }
    }
}
