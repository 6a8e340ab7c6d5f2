/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.DirectAlignment;
import io.asyncfs.FileStat;
import io.asyncfs.spi.DeviceKey;
import io.asyncfs.spi.FileKey;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** An open file of the pool backend. */
final class ChannelFile implements OpenFile {
    private final BlockingChannel channel;
    private final OpenRequest request;
    private final DirectAlignment alignment;
    private final ChannelLocks locks;
    private final Growth lengthen;
    private final FileStat opened;
    private final long device;

    /** Growing writes a byte behind the old end, which must not hit what somebody writes there meanwhile. */
    private final ReadWriteLock growth = new ReentrantReadWriteLock();

    /**
     * Creates the file.
     *
     * @param opened what the path was right after it was opened; null when it was gone
     */
    ChannelFile(BlockingChannel channel, OpenRequest request, FileStat opened, DirectAlignment alignment) {
        this.channel = channel;
        this.alignment = alignment;
        locks = new ChannelLocks(channel);
        lengthen = new Growth(channel, alignment);
        this.request = request;
        this.opened = opened;
        device = opened == null || opened.device() == 0 ? 0 : DeviceKey.ofUnixDev(opened.device());
    }

    @Override
    public int read(ByteBuffer[] memory, long position) throws IOException {
        int done = 0;
        for (ByteBuffer piece : memory) {
            int asked = piece.remaining();
            int read = Math.max(0, channel.read(piece, position + done));
            done += read;
            if (read < asked) {
                break;
            }
        }
        return done;
    }

    @Override
    public int write(ByteBuffer[] memory, long position) throws IOException {
        growth.readLock().lock();
        try {
            int done = 0;
            for (ByteBuffer piece : memory) {
                done += writePiece(piece, position + done, done);
                if (piece.hasRemaining()) {
                    break;
                }
            }
            return done;
        } finally {
            growth.readLock().unlock();
        }
    }

    /** A failure after progress is told by the next write, which makes none. */
    private int writePiece(ByteBuffer piece, long position, int before) throws IOException {
        try {
            return channel.write(piece, position);
        } catch (IOException e) {
            if (before > 0) {
                return 0;
            }
            throw e;
        }
    }

    /**
     * On a file opened with APPEND the kernel finds the end. On others the size is asked and written behind: atomic among
     * the appends of this open file, not against other processes.
     */
    @Override
    public int append(ByteBuffer[] memory) throws IOException {
        if (!request.appends()) {
            growth.writeLock().lock();
            try {
                return write(memory, channel.size());
            } finally {
                growth.writeLock().unlock();
            }
        }
        synchronized (this) {
            return channel.append(memory);
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    /** The JDK has no fstat: asks the path, and believes it only while it names this file. */
    @Override
    public FileStat stat() throws IOException {
        FileStat now = statOfThisFile();
        return new FileStat(now.kind(), channel.size(), now.inode(), now.device(), now.mode(), now.lastModified());
    }

    private FileStat statOfThisFile() throws IOException {
        FileStat now = PathStat.of(request.path());
        if (opened == null || now.inode() != opened.inode() || now.device() != opened.device()) {
            throw new FileSystemException(
                    request.path().toString(),
                    null,
                    "the path does not name the open file any more, and the pool backend can only ask the path");
        }
        return now;
    }

    /** Of the same file when the path names it now: what is renamed twice in the meantime is not found out. */
    @Override
    public FileChannel openChannel() throws IOException {
        FileChannel another = FileChannel.open(request.path(), request.again());
        try {
            statOfThisFile();
            return another;
        } catch (IOException | RuntimeException e) {
            another.close();
            throw e;
        }
    }

    @Override
    public boolean tryLock(long position, long size, boolean shared) throws IOException {
        return locks.tryLock(position, size, shared);
    }

    @Override
    public void unlock(long position, long size) throws IOException {
        locks.unlock(position, size);
    }

    @Override
    public Object fileKey() {
        return opened == null || opened.inode() == 0 ? this : new FileKey(opened.device(), opened.inode());
    }

    @Override
    public void truncate(long size) throws IOException {
        if (request.appends()) {
            if (!growByAppends(size)) {
                channel.cut(size);
            }
            return;
        }
        growth.writeLock().lock();
        try {
            if (channel.size() < size) {
                lengthen.hole(size);
            } else {
                channel.cut(size);
            }
        } finally {
            growth.writeLock().unlock();
        }
    }

    @Override
    public void sync(boolean dataOnly) throws IOException {
        channel.force(!dataOnly);
    }

    @Override
    public void allocate(long offset, long length) throws IOException {
        growth.writeLock().lock();
        try {
            if (offset < channel.size()) {
                throw new UnsupportedOperationException(
                        "the pool backend can allocate only behind the end of the file (" + channel.size()
                                + "), got offset " + offset);
            }
            if (request.appends()) {
                growByAppends(offset + length);
            } else {
                lengthen.zeros(offset, length);
            }
        } finally {
            growth.writeLock().unlock();
        }
    }

    /** The lock is that of the appends, which would move the end meanwhile. Returns false when the file is that long. */
    private synchronized boolean growByAppends(long size) throws IOException {
        if (channel.size() >= size) {
            return false;
        }
        lengthen.byAppends(size);
        return true;
    }

    @Override
    public DirectAlignment alignment() {
        return alignment;
    }

    @Override
    public long device() {
        return device;
    }

    @Override
    public boolean mayHang() {
        return false;
    }

    @Override
    public boolean isInterruptible() {
        return channel.isInterruptible();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
