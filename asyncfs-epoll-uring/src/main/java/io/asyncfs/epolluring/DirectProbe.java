/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.DirectAlignment;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.StatxLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What direct I/O on an open descriptor must be multiples of: asked of the kernel, then of the file system or the device,
 * then found out by reads. Blocking; nothing is written.
 */
final class DirectProbe {
    /** What a device with larger blocks has in practice, and the answer where nothing else is to be had. */
    private static final int SAFE = 4096;

    private static final int SECTOR = 512;
    private static final byte[] EMPTY = {0};

    /** _IOR('X', 30, struct dioattr) of xfs_fs.h, in xfsprogs: {@code d_mem:32 d_miniosz:32 d_maxiosz:32}. */
    private static final int XFS_IOC_DIOINFO = 0x800c581e;

    /** _IO(0x12, 104) of linux/fs.h. */
    private static final int BLKSSZGET = 0x1268;

    private DirectProbe() {}

    /** Returns the alignment, or null when the file has no direct I/O. */
    static DirectAlignment of(int fd) {
        ByteBuffer statx = statx(fd);
        if (statx != null) {
            return statx.getInt(StatxLayout.DIO_OFFSET_ALIGN) == 0
                    ? null
                    : new DirectAlignment(
                            statx.getInt(StatxLayout.DIO_MEM_ALIGN), statx.getInt(StatxLayout.DIO_OFFSET_ALIGN));
        }
        DirectAlignment found = byXfs(fd);
        if (found == null) {
            found = byDevice(fd);
        }
        return found != null ? found : byReads(fd);
    }

    /** Returns the answer of statx(2) if it tells of direct I/O, as Linux 6.1 and later do for most file systems. */
    private static ByteBuffer statx(int fd) {
        ByteBuffer answer = buffer(StatxLayout.SIZE_OF);
        int result = PosixFileNative.statx(
                fd, EMPTY, LinuxConstants.AT_EMPTY_PATH, LinuxConstants.STATX_DIOALIGN, MemoryNative.address(answer));
        boolean told = result == 0 && (answer.getInt(StatxLayout.MASK) & LinuxConstants.STATX_DIOALIGN) != 0;
        return told ? answer : null;
    }

    static DirectAlignment byXfs(int fd) {
        ByteBuffer dioattr = buffer(3 * Integer.BYTES);
        int result = PosixFileNative.ioctl(fd, XFS_IOC_DIOINFO, MemoryNative.address(dioattr));
        return result == 0 ? new DirectAlignment(dioattr.getInt(0), dioattr.getInt(Integer.BYTES)) : null;
    }

    static DirectAlignment byDevice(int fd) {
        ByteBuffer size = buffer(Integer.BYTES);
        int result = PosixFileNative.ioctl(fd, BLKSSZGET, MemoryNative.address(size));
        return result == 0 ? new DirectAlignment(size.getInt(0), size.getInt(0)) : null;
    }

    /**
     * Reads with ever larger lengths until one is not refused; returns null when all are, as by overlayfs with a layer that has
     * no direct I/O: fcntl(2) lets it set the flag (ovl_change_flags in fs/overlayfs/file.c answers the first read). An empty
     * file, and one only to be written, tell nothing.
     */
    static DirectAlignment byReads(int fd) {
        ByteBuffer memory = ByteBuffer.allocateDirect(2 * SAFE);
        long aligned = (MemoryNative.address(memory) + SAFE - 1) & -(long) SAFE;
        try {
            for (int size = SECTOR; size <= SAFE; size *= 2) {
                long result = PosixFileNative.pread(fd, aligned, size, 0);
                if (result != -Errno.EINVAL) {
                    int answer = result > 0 ? size : SAFE;
                    return new DirectAlignment(answer, answer);
                }
            }
            return null;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
