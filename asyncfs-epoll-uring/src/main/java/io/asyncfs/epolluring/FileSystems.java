/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import java.util.Set;

/** File systems by their numbers in statfs(2), and what is known of each. */
final class FileSystems {
    /** In place of a number, which for a device would tell of the file system that its node lies in. */
    static final long BLOCK_DEVICE = -1;

    static final long UNKNOWN = 0;

    /** And ext2 and ext3, which are its driver's, too. */
    static final long EXT4 = 0xef53;

    static final long XFS = 0x58465342;
    private static final long BTRFS = 0x9123683eL;
    private static final long F2FS = 0xf2f52010L;
    private static final long TMPFS = 0x01021994;
    private static final long RAMFS = 0x858458f6L;
    private static final long OVERLAYFS = 0x794c7630;
    private static final long ZFS = 0x2fc12fc1;
    private static final long EROFS = 0xe0f5e1e2L;
    private static final long SQUASHFS = 0x73717368;

    private static final Set<Long> LOCAL =
            Set.of(BLOCK_DEVICE, EXT4, XFS, BTRFS, F2FS, TMPFS, RAMFS, OVERLAYFS, ZFS, EROFS, SQUASHFS);

    private FileSystems() {}

    /**
     * Returns whether it is on this machine. On all others transfers go to the pool. Two findings on FUSE with Linux 6.18: a
     * server without FUSE_ASYNC_READ is read ahead synchronously inside io_uring_enter, which held the loop until it
     * answered; and a short read of a FOPEN_DIRECT_IO file is repeated by io_uring at the same offset, which gives wrong
     * bytes without an error.
     */
    static boolean isLocal(long fileSystem) {
        return LOCAL.contains(fileSystem);
    }

    /** Returns whether it has no device. */
    static boolean isMemory(long fileSystem) {
        return fileSystem == TMPFS || fileSystem == RAMFS;
    }

    /** Returns whether Linux AIO is asynchronous there. */
    static boolean hasAio(long fileSystem) {
        return fileSystem == EXT4 || fileSystem == XFS || fileSystem == BLOCK_DEVICE;
    }

    /**
     * Returns whether reads wait although they are asked not to (IOCB_NOWAIT): io_uring makes them on the loop all the same
     * from 5.12 on, until 6.5 asks the file and has a thread of its own do it, as one of the pool does.
     */
    static boolean waitsToRead(long fileSystem) {
        return fileSystem == ZFS || fileSystem == SQUASHFS;
    }
}
