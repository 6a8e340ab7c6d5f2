/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Constants of Linux system calls as the C headers of this CPU define them: some of the {@code O_} flags differ between
 * x86_64 and aarch64. They come from the native library, so the first use of this class throws
 * {@link UnsatisfiedLinkError} when {@link NativeLibrary#isAvailable()} is false. To the JIT compiler they are constants.
 */
public final class LinuxConstants {
    // open(2)

    /** {@code O_RDONLY}. */
    public static final int O_RDONLY = NativeAbi.constant("O_RDONLY");

    /** {@code O_WRONLY}. */
    public static final int O_WRONLY = NativeAbi.constant("O_WRONLY");

    /** {@code O_RDWR}. */
    public static final int O_RDWR = NativeAbi.constant("O_RDWR");

    /** {@code O_CREAT}. */
    public static final int O_CREAT = NativeAbi.constant("O_CREAT");

    /** {@code O_EXCL}. */
    public static final int O_EXCL = NativeAbi.constant("O_EXCL");

    /** {@code O_NOCTTY}. */
    public static final int O_NOCTTY = NativeAbi.constant("O_NOCTTY");

    /** {@code O_TRUNC}. */
    public static final int O_TRUNC = NativeAbi.constant("O_TRUNC");

    /** {@code O_APPEND}. */
    public static final int O_APPEND = NativeAbi.constant("O_APPEND");

    /** {@code O_NONBLOCK}. */
    public static final int O_NONBLOCK = NativeAbi.constant("O_NONBLOCK");

    /** {@code O_DSYNC}. */
    public static final int O_DSYNC = NativeAbi.constant("O_DSYNC");

    /** {@code O_SYNC}. */
    public static final int O_SYNC = NativeAbi.constant("O_SYNC");

    /** {@code O_CLOEXEC}. */
    public static final int O_CLOEXEC = NativeAbi.constant("O_CLOEXEC");

    /** Past the page cache; the number differs per CPU. */
    public static final int O_DIRECT = NativeAbi.constant("O_DIRECT");

    /** Fails on what is not a directory; the number differs per CPU. */
    public static final int O_DIRECTORY = NativeAbi.constant("O_DIRECTORY");

    /** Fails on a symbolic link as the last component; the number differs per CPU. */
    public static final int O_NOFOLLOW = NativeAbi.constant("O_NOFOLLOW");

    /** A descriptor that names the file without opening it. */
    public static final int O_PATH = NativeAbi.constant("O_PATH");

    // openat(2) and its kin

    /** The current directory, in place of a descriptor. */
    public static final int AT_FDCWD = NativeAbi.constant("AT_FDCWD");

    /** {@code AT_SYMLINK_NOFOLLOW}. */
    public static final int AT_SYMLINK_NOFOLLOW = NativeAbi.constant("AT_SYMLINK_NOFOLLOW");

    /** The empty path names the descriptor itself. */
    public static final int AT_EMPTY_PATH = NativeAbi.constant("AT_EMPTY_PATH");

    // openat2(2)

    /** No links of the kind of /proc/self/fd/N. */
    public static final int RESOLVE_NO_MAGICLINKS = NativeAbi.constant("RESOLVE_NO_MAGICLINKS");

    /** The path stays below the descriptor. */
    public static final int RESOLVE_BENEATH = NativeAbi.constant("RESOLVE_BENEATH");

    // File types in a mode

    /** Mask of the file type bits. */
    public static final int S_IFMT = NativeAbi.constant("S_IFMT");

    /** {@code S_IFIFO}. */
    public static final int S_IFIFO = NativeAbi.constant("S_IFIFO");

    /** {@code S_IFCHR}. */
    public static final int S_IFCHR = NativeAbi.constant("S_IFCHR");

    /** {@code S_IFDIR}. */
    public static final int S_IFDIR = NativeAbi.constant("S_IFDIR");

    /** {@code S_IFBLK}. */
    public static final int S_IFBLK = NativeAbi.constant("S_IFBLK");

    /** {@code S_IFREG}. */
    public static final int S_IFREG = NativeAbi.constant("S_IFREG");

    /** {@code S_IFLNK}. */
    public static final int S_IFLNK = NativeAbi.constant("S_IFLNK");

    /** {@code S_IFSOCK}. */
    public static final int S_IFSOCK = NativeAbi.constant("S_IFSOCK");

    // preadv2(2)

    /** EAGAIN where the call would have to wait. */
    public static final int RWF_NOWAIT = NativeAbi.constant("RWF_NOWAIT");

    /** At the end, whatever the offset. */
    public static final int RWF_APPEND = NativeAbi.constant("RWF_APPEND");

    // fcntl_locking(2)

    /** A lock that others may share. */
    public static final int F_RDLCK = NativeAbi.constant("F_RDLCK");

    /** A lock that nobody shares. */
    public static final int F_WRLCK = NativeAbi.constant("F_WRLCK");

    /** Undoes a lock. */
    public static final int F_UNLCK = NativeAbi.constant("F_UNLCK");

    // fallocate(2)

    // statx(2)

    /** {@code STATX_BASIC_STATS}. */
    public static final int STATX_BASIC_STATS = NativeAbi.constant("STATX_BASIC_STATS");

    /** Alignment for O_DIRECT; Linux 6.1. */
    public static final int STATX_DIOALIGN = NativeAbi.constant("STATX_DIOALIGN");

    private LinuxConstants() {}
}
