/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.DirectAlignment;
import io.asyncfs.DirectIo;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.FileStat;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.SeccompNative;
import io.asyncfs.spi.FileKey;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** An open descriptor on Linux. */
final class LinuxFile implements OpenFile {
    private static final int PAGE = 4096;

    private static final boolean CACHESTAT =
            !SeccompNative.trapsCachestat() && PosixFileNative.cachedPages(-1, 0, 1) != -Errno.ENOSYS;

    private final int fd;
    private final OpenRequest request;
    private final long inode;
    private final long deviceOfInode;
    private final long device;
    private final int requests;
    private final DirectAlignment alignment;
    private final boolean mayHang;
    private final boolean aio;
    private final boolean waitsToRead;
    private volatile boolean nowait = true;

    private LinuxFile(int fd, OpenRequest request, LinuxStat found, long fileSystem, DirectAlignment alignment) {
        this.fd = fd;
        this.request = request;
        inode = found.stat().inode();
        deviceOfInode = found.stat().device();
        device = found.deviceKey();
        requests = DeviceQueues.requests(device);
        this.alignment = alignment;
        mayHang = !FileSystems.isLocal(fileSystem);
        aio = FileSystems.hasAio(fileSystem);
        waitsToRead = FileSystems.waitsToRead(fileSystem);
    }

    /** Takes over a descriptor that was opened with O_NONBLOCK; closes it when it is not one to read and write. */
    static LinuxFile of(int fd, OpenRequest request) throws SystemCallException, FileKindException {
        Path path = request.path();
        DirectIo direct = request.direct();
        boolean done = false;
        try {
            LinuxStat found = LinuxStat.ofDescriptor(fd);
            checkKind(path, found.stat().kind());
            // O_NONBLOCK kept open(2) from waiting for a FIFO's other end; on a file io_uring would answer EAGAIN to
            // it.
            SystemCall.check(PosixFileNative.clearNonblock(fd));
            long fileSystem = found.stat().kind() == FileKind.BLOCK_DEVICE
                    ? FileSystems.BLOCK_DEVICE
                    : Math.max(
                            FileSystems.UNKNOWN, PosixFileNative.fileSystemType(fd)); // a FUSE server need not answer
            DirectAlignment alignment = direct == null ? DirectAlignment.NONE : goDirect(fd, fileSystem, path, direct);
            ExtentMap.fetch(fd, fileSystem, found.stat().size());
            LinuxFile opened = new LinuxFile(fd, request, found, fileSystem, alignment);
            done = true;
            return opened;
        } finally {
            if (!done) {
                PosixFileNative.close(fd);
            }
        }
    }

    /** Switches an open descriptor to direct I/O: open(2) would refuse it only after it had created the file. */
    private static DirectAlignment goDirect(int fd, long fileSystem, Path path, DirectIo direct)
            throws SystemCallException {
        // tmpfs takes the flag since 6.6 and has no device to transfer to.
        int result = FileSystems.isMemory(fileSystem) ? -Errno.EINVAL : PosixFileNative.setDirect(fd);
        DirectAlignment alignment = result == 0 ? DirectProbe.of(fd) : null;
        if (alignment != null) {
            return alignment;
        }
        if (result != 0 && result != -Errno.EINVAL) {
            SystemCall.check(result);
        }
        if (direct == DirectIo.REQUIRED) {
            throw new UnsupportedOperationException(path
                    + ": its file system has no direct I/O: expected ext4, XFS, btrfs or another on a device;"
                    + " DirectIo.PREFERRED opens it buffered");
        }
        SystemCall.check(PosixFileNative.clearDirect(fd));
        return DirectAlignment.NONE;
    }

    static void checkKind(Path path, FileKind kind) throws FileKindException {
        if (kind != FileKind.REGULAR && kind != FileKind.BLOCK_DEVICE) {
            throw new FileKindException(path.toString(), kind);
        }
    }

    int fd() {
        return fd;
    }

    Path path() {
        return request.path();
    }

    /** Returns whether it was opened past the page cache. */
    boolean isDirect() {
        return alignment.isDirect();
    }

    @Override
    public DirectAlignment alignment() {
        return alignment;
    }

    /** Returns whether direct reads and writes within the file are asynchronous with Linux AIO. */
    boolean hasAio() {
        return aio;
    }

    /** Returns whether reads may wait for the device in spite of a request not to. */
    boolean waitsToRead() {
        return waitsToRead;
    }

    /** Returns whether RWF_NOWAIT is known here; assumed until the kernel says otherwise. Any thread. */
    boolean hasNowait() {
        return nowait;
    }

    /** The file system does not know RWF_NOWAIT. */
    void lacksNowait() {
        nowait = false;
    }

    @Override
    public int read(ByteBuffer[] memory, long position) throws SystemCallException {
        return Blocking.read(fd, memory, position);
    }

    @Override
    public int write(ByteBuffer[] memory, long position) throws SystemCallException {
        return Blocking.write(fd, memory, position);
    }

    @Override
    public int append(ByteBuffer[] memory) throws SystemCallException {
        return Blocking.append(fd, memory);
    }

    /** A block device has no size in statx; its end is where lseek(2) says, whose cursor nobody here uses. */
    @Override
    public long size() throws SystemCallException {
        FileStat stat = stat();
        return stat.kind() == FileKind.BLOCK_DEVICE ? SystemCall.check(PosixFileNative.lseekEnd(fd)) : stat.size();
    }

    @Override
    public FileStat stat() throws SystemCallException {
        return LinuxStat.ofDescriptor(fd).stat();
    }

    @Override
    public void truncate(long size) throws SystemCallException {
        SystemCall.check(PosixFileNative.ftruncate(fd, size));
    }

    @Override
    public void sync(boolean dataOnly) throws SystemCallException {
        SystemCall.check(dataOnly ? PosixFileNative.fdatasync(fd) : PosixFileNative.fsync(fd));
    }

    @Override
    public void allocate(long offset, long length) throws SystemCallException {
        int result = PosixFileNative.fallocate(fd, 0, offset, length);
        if (result == -Errno.EOPNOTSUPP) {
            throw new UnsupportedOperationException("the file system cannot allocate space ahead (EOPNOTSUPP)");
        }
        SystemCall.check(result);
    }

    @Override
    public boolean tryLock(long position, long size, boolean shared) throws SystemCallException {
        return LinuxLocks.tryLock(fd, position, size, shared);
    }

    @Override
    public void unlock(long position, long size) throws SystemCallException {
        LinuxLocks.unlock(fd, position, size);
    }

    @Override
    public FileChannel openChannel() throws IOException {
        return LinuxOpen.channel(fd, request);
    }

    @Override
    public Object fileKey() {
        return new FileKey(deviceOfInode, inode);
    }

    @Override
    public long device() {
        return device;
    }

    @Override
    public boolean mayHang() {
        return mayHang;
    }

    @Override
    public int deviceRequests() {
        return requests;
    }

    /** Pages may be larger than 4 KiB; then this says false more often than it must. */
    @Override
    public boolean isCached(long position, long length) {
        if (length == 0) { // which cachestat(2) takes for all of it
            return true;
        }
        long first = position / PAGE;
        long last = (position + length - 1) / PAGE;
        return CACHESTAT && PosixFileNative.cachedPages(fd, position, length) > last - first;
    }

    /** RWF_NOWAIT of what is not cached may wait: it reads ahead, and then for the device to take that (see DeviceShare). */
    @Override
    public int readCached(ByteBuffer memory, long position) {
        if (!nowait) {
            return -1;
        }
        int length = memory.remaining();
        long count;
        try {
            count = PosixFileNative.preadNowait(fd, MemoryNative.address(memory) + memory.position(), length, position);
        } finally {
            Reference.reachabilityFence(memory);
        }
        if (count == -Errno.EOPNOTSUPP) {
            lacksNowait();
        }
        return count > 0 && !NowaitReads.mayHaveMore(position, length, count) ? (int) count : -1;
    }

    @Override
    public void close() throws SystemCallException {
        SystemCall.check(PosixFileNative.close(fd));
    }
}
