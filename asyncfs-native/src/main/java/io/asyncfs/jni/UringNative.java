/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * The three system calls of io_uring and the mapping of its rings. Numbers are in {@link UringConstants}, structures in
 * {@link UringLayout}. The descriptor of a ring belongs to the caller, who closes it by
 * {@link PosixFileNative#close(int)}.
 *
 * <p>Android's app sandbox ends a process that makes these calls: do not probe there.
 */
public final class UringNative {
    private UringNative() {}

    /**
     * Makes a ring (io_uring_setup(2)); its descriptor is close-on-exec.
     *
     * @param entries of the submission queue, rounded up to a power of two
     * @param paramsAddress of a {@code struct io_uring_params}, read and written
     * @return the descriptor or {@code -errno}: {@code -ENOSYS} without io_uring, {@code -EPERM} where it is forbidden,
     *     {@code -EINVAL} for a flag that this kernel does not have, {@code -ENOMEM} over the limit of locked memory
     */
    public static native int setup(int entries, long paramsAddress);

    /**
     * Submits, waits, or both (io_uring_enter(2)). Blocks the calling thread while fewer than {@code minComplete}
     * completions are there.
     *
     * @param fd of the ring, or its index with {@code IORING_ENTER_REGISTERED_RING}
     * @param arg the address of a {@code struct io_uring_getevents_arg} with {@code IORING_ENTER_EXT_ARG}, else of a
     *     signal mask, or 0
     * @param argSize in bytes of what {@code arg} points to
     * @return the number of entries consumed or {@code -errno}: {@code -EINTR}, which is not repeated here,
     *     {@code -ETIME} when the timeout is over, {@code -EBUSY} or {@code -EAGAIN} when the kernel is short of room
     */
    public static native int enter(int fd, int toSubmit, int minComplete, int flags, long arg, long argSize);

    /**
     * Registers something with the ring (io_uring_register(2)).
     *
     * @param arg the address of what the opcode asks for, or 0
     * @param count of elements at {@code arg}
     * @return what the opcode defines, 0 for most, or {@code -errno}
     */
    public static native int register(int fd, int opcode, long arg, int count);

    /**
     * Maps a part of a ring, shared and populated, until {@link MemoryNative#unmap(long, long)}.
     *
     * @param length in bytes
     * @param offset one of {@code IORING_OFF_*}
     * @return the address or {@code -errno}
     */
    public static native long mmap(int fd, long length, long offset);

    /**
     * Keeps memory out of children that fork (madvise(2), MADV_DONTFORK): with copy-on-write a parent that writes first
     * would get a new page, while the kernel goes on with the old one.
     *
     * @param address a multiple of the page size
     * @param length in bytes
     * @return 0 or {@code -errno}
     */
    public static native int dontFork(long address, long length);
}
