/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * File system calls of Linux. Every one blocks the calling thread until the file system has answered, so none belongs on
 * an event loop. A signal never ends a call early: interrupted calls are repeated in C.
 *
 * <p>Any thread. Paths are bytes that end with one NUL, at most 4,096 with it: {@code -ENAMETOOLONG} if longer,
 * {@code -EINVAL} if a NUL is missing or in the middle, {@code -EFAULT} if null. A relative path starts at
 * {@code dirfd}, which may be {@link LinuxConstants#AT_FDCWD}. Lengths and offsets are in bytes. Flags are those of
 * {@link LinuxConstants}. Descriptors belong to the caller; memory must stay valid until the call returns.
 */
public final class PosixFileNative {
    private PosixFileNative() {}

    /**
     * Opens a file (openat(2)).
     *
     * @param flags add {@link LinuxConstants#O_CLOEXEC}: nothing is added here
     * @param mode the permissions of a new file, before the umask
     * @return the descriptor or {@code -errno}
     */
    public static native int open(int dirfd, byte[] nulTerminatedPath, int flags, int mode);

    /**
     * Opens a file that must be below {@code dirfd} (openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS).
     *
     * @param mode the permissions of a new file; must be 0 when {@code flags} create none
     * @return the descriptor or {@code -errno}: {@code -EXDEV} if the path leads outside (absolute, by {@code ..} or by a
     *     symbolic link), {@code -EAGAIN} if a rename on the way left that open (try again), {@code -ENOSYS} before
     *     Linux 5.6
     */
    public static native int openBeneath(int dirfd, byte[] nulTerminatedPath, int flags, int mode);

    /**
     * Closes a descriptor, which is gone whatever the answer: never repeat it.
     *
     * @return 0 or {@code -errno}; {@code -EIO}, {@code -ENOSPC} and {@code -EDQUOT} report an earlier write that failed
     */
    public static native int close(int fd);

    /**
     * Reads (pread(2)).
     *
     * @return the number of bytes, which may be fewer than asked for; 0 at the end of the file; or {@code -errno}
     */
    public static native long pread(int fd, long address, long length, long offset);

    /**
     * Reads into several pieces of memory (preadv2(2)).
     *
     * @param iovec the address of {@code count} structures as in {@link UringLayout#IOVEC_SIZE}
     * @param count 0 to 1,024
     * @param offset or -1 for the file's own position
     * @param flags {@code RWF_*}; with {@link LinuxConstants#RWF_NOWAIT} the call does not wait for a disk
     * @return the number of bytes; 0 at the end of the file; or {@code -errno}
     */
    public static native long preadv2(int fd, long iovec, int count, long offset, int flags);

    /**
     * Reads what is in the page cache into one piece of memory (preadv2(2) with {@link LinuxConstants#RWF_NOWAIT}).
     *
     * @return the number of bytes, which may be fewer than asked for; 0 at the end of the file; {@code -EAGAIN} when the first
     *     is not in memory; or another {@code -errno}
     */
    public static native long preadNowait(int fd, long address, long length, long offset);

    /**
     * Writes several pieces of memory (pwritev2(2)); parameters as in {@link #preadv2}.
     *
     * @return the number of bytes or {@code -errno}
     */
    public static native long pwritev2(int fd, long iovec, int count, long offset, int flags);

    /**
     * Counts the pages of a range that are in the page cache (cachestat(2), Linux 6.5); never waits.
     *
     * @return the pages, those included that are being read; or {@code -errno}
     */
    public static native long cachedPages(int fd, long offset, long length);

    /** Makes data and metadata durable. Returns 0 or {@code -errno}. */
    public static native int fsync(int fd);

    /** Makes data durable, and the metadata needed to read it back. Returns 0 or {@code -errno}. */
    public static native int fdatasync(int fd);

    /** Cuts or extends a file to {@code length} bytes. Returns 0 or {@code -errno}. */
    public static native int ftruncate(int fd, long length);

    /** Allocates, punches or zeroes a range (fallocate(2), {@code FALLOC_FL_*}). Returns 0 or {@code -errno}. */
    public static native int fallocate(int fd, int mode, long offset, long length);

    /**
     * Asks for a file's metadata (statx(2)).
     *
     * @param atFlags {@code AT_*}; an empty path with {@link LinuxConstants#AT_EMPTY_PATH} asks about {@code dirfd}
     * @param mask {@code STATX_*}: what is wanted
     * @param bufferAddress of {@link StatxLayout#SIZE_OF} bytes, written on success
     * @return 0 or {@code -errno}
     */
    public static native int statx(int dirfd, byte[] nulTerminatedPath, int atFlags, int mask, long bufferAddress);

    /** Returns the magic number of the file system (fstatfs(2), {@code f_type}, 32 bits unsigned) or {@code -errno}. */
    public static native long fileSystemType(int fd);

    /** Clears O_NONBLOCK of the open file. Returns 0 or {@code -errno}. */
    public static native int clearNonblock(int fd);

    /**
     * Adds O_DIRECT to the flags of an open file.
     *
     * @return 0 or {@code -errno}: {@code -EINVAL} on a file system without direct I/O
     */
    public static native int setDirect(int fd);

    /** Undoes {@link #setDirect(int)}; returns 0 or {@code -errno}. */
    public static native int clearDirect(int fd);

    /**
     * Asks a driver or file system (ioctl(2)).
     *
     * @param request its number, as the C headers have it
     * @param address of the argument
     * @return what the request defines, 0 for most, or {@code -errno}: {@code -ENOTTY} where it is not known
     */
    public static native int ioctl(int fd, int request, long address);

    /**
     * Moves the position to the end and returns it: the size of a block device, which {@code statx} does not tell.
     *
     * @return the position in bytes or {@code -errno}
     */
    public static native long lseekEnd(int fd);

    /**
     * Locks or unlocks a range for the open file description (fcntl(2) with F_OFD_SETLK, Linux 3.15); never waits for another
     * lock. Such a lock lives until it is undone or the last descriptor of this open file is closed; other descriptors of
     * the file, in this process or another, conflict with it and do not undo it.
     *
     * @param type {@link LinuxConstants#F_RDLCK}, {@link LinuxConstants#F_WRLCK} or {@link LinuxConstants#F_UNLCK}
     * @param start of the range, 0 or more
     * @param length bytes; 0 for all that follow
     * @return 0 or {@code -errno}: {@code -EAGAIN} if another has locked some of it
     */
    public static native int lock(int fd, int type, long start, long length);
}
