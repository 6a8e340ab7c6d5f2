/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.FileKind;
import io.asyncfs.FileStat;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.StatxLayout;
import io.asyncfs.spi.DeviceKey;
import io.asyncfs.spi.SystemCallException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * The answer of statx(2).
 *
 * @param stat as the public API tells it
 * @param deviceKey the device as the pool's lanes know it: the file's own if it is one, whose node lies on another
 */
record LinuxStat(FileStat stat, long deviceKey) {
    private static final byte[] EMPTY = {0};

    /** To allocate direct memory for each call costs more than the call. */
    private static final ThreadLocal<ByteBuffer> ANSWER = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(StatxLayout.SIZE_OF).order(ByteOrder.nativeOrder()));

    static LinuxStat ofDescriptor(int fd) throws SystemCallException {
        return of(fd, EMPTY, LinuxConstants.AT_EMPTY_PATH);
    }

    static LinuxStat ofPath(byte[] path) throws SystemCallException {
        return of(LinuxConstants.AT_FDCWD, path, 0);
    }

    /** Makes the call without effect; returns {@code -EBADF} where it is allowed. */
    static int ofNothing() {
        return statx(-1, EMPTY, LinuxConstants.AT_EMPTY_PATH, ANSWER.get());
    }

    /**
     * Returns the kind of what a name leads to when opening it does something even if it is closed at once, else null: a FIFO's
     * waiting writer would go on, and what it wrote be lost; a device may rewind its tape.
     */
    static FileKind kindNotToBeOpened(int dirfd, byte[] path, boolean followLinks) {
        ByteBuffer answer = ANSWER.get();
        int result = statx(dirfd, path, followLinks ? 0 : LinuxConstants.AT_SYMLINK_NOFOLLOW, answer);
        FileKind kind = result < 0 ? null : kind(mode(answer)); // opening it says what is wrong
        return kind == FileKind.FIFO || kind == FileKind.CHARACTER_DEVICE ? kind : null;
    }

    private static int statx(int dirfd, byte[] path, int flags, ByteBuffer answer) {
        return PosixFileNative.statx(
                dirfd, path, flags, LinuxConstants.STATX_BASIC_STATS, MemoryNative.address(answer));
    }

    private static int mode(ByteBuffer answer) {
        return answer.getShort(StatxLayout.MODE) & 0xffff;
    }

    private static LinuxStat of(int dirfd, byte[] path, int flags) throws SystemCallException {
        ByteBuffer answer = ANSWER.get();
        SystemCall.check(statx(dirfd, path, flags, answer));
        int mode = mode(answer);
        long major = number(answer, StatxLayout.DEV_MAJOR);
        long minor = number(answer, StatxLayout.DEV_MINOR);
        FileKind kind = kind(mode);
        Instant modified =
                Instant.ofEpochSecond(answer.getLong(StatxLayout.MTIME_SEC), answer.getInt(StatxLayout.MTIME_NSEC));
        FileStat stat = new FileStat(
                kind,
                answer.getLong(StatxLayout.SIZE),
                answer.getLong(StatxLayout.INO),
                encode(major, minor),
                mode,
                FileTime.from(modified));
        long device = kind == FileKind.BLOCK_DEVICE
                ? DeviceKey.of(number(answer, StatxLayout.RDEV_MAJOR), number(answer, StatxLayout.RDEV_MINOR))
                : DeviceKey.of(major, minor);
        return new LinuxStat(stat, device);
    }

    private static long number(ByteBuffer answer, int at) {
        return answer.getInt(at) & 0xffffffffL;
    }

    /** As glibc's makedev(3), which is what the JDK's {@code unix:dev} says. */
    private static long encode(long major, long minor) {
        return (major & 0xfff) << 8 | (major & 0xfffff000L) << 32 | minor & 0xff | (minor & 0xffffff00L) << 12;
    }

    private static FileKind kind(int mode) {
        int type = mode & LinuxConstants.S_IFMT;
        if (type == LinuxConstants.S_IFREG) {
            return FileKind.REGULAR;
        } else if (type == LinuxConstants.S_IFDIR) {
            return FileKind.DIRECTORY;
        } else if (type == LinuxConstants.S_IFLNK) {
            return FileKind.SYMBOLIC_LINK;
        } else if (type == LinuxConstants.S_IFBLK) {
            return FileKind.BLOCK_DEVICE;
        } else if (type == LinuxConstants.S_IFCHR) {
            return FileKind.CHARACTER_DEVICE;
        } else if (type == LinuxConstants.S_IFIFO) {
            return FileKind.FIFO;
        }
        return type == LinuxConstants.S_IFSOCK ? FileKind.SOCKET : FileKind.OTHER;
    }
}
