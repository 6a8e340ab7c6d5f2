/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.BackendStatus;
import io.asyncfs.DirectAlignment;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.FileStat;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything on the pool, by the JDK's channels. */
public final class PoolBackend implements Backend {
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NOFOLLOW = {LinkOption.NOFOLLOW_LINKS};

    /** Creates the backend; it has no state. */
    public PoolBackend() {}

    @Override
    public String name() {
        return "pool";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public BackendStatus probe() {
        return new BackendStatus(name(), true, null, null);
    }

    @Override
    public boolean hasKernelQueue() {
        return false;
    }

    @Override
    public KernelQueue newQueue(int depth, PooledMemory pooled) {
        throw new IllegalStateException("the pool has no kernel queue");
    }

    /** A FIFO would block the thread in open(2), so the kind is asked before; what is opened is checked again after. */
    @Override
    public OpenFile open(OpenRequest request) throws IOException {
        LinkOption[] links = request.has(LinkOption.NOFOLLOW_LINKS) ? NOFOLLOW : FOLLOW;
        boolean creates = request.createsNew() || request.writes() && request.has(StandardOpenOption.CREATE);
        FileStat before;
        try {
            before = PathStat.of(request.path(), links);
            if (!request.createsNew()) { // which opens nothing that is there
                checkKind(request.path(), before);
            }
        } catch (NoSuchFileException e) {
            checkParent(request.path());
            if (!creates) {
                throw e;
            }
            before = null;
        }
        DirectAlignment alignment = JdkDirect.alignment(request);
        BlockingChannel channel;
        try {
            channel = BlockingChannel.open(request, alignment);
        } catch (FileSystemException e) {
            if (!JdkDirect.isRefused(e, request, alignment)) {
                throw e;
            }
            if (request.createsNew() && Files.size(request.path()) == 0) { // made by open(2) before it refused O_DIRECT
                Files.deleteIfExists(request.path());
            }
            JdkDirect.refuseIfRequired(request, "its file system has no direct I/O");
            alignment = DirectAlignment.NONE;
            channel = BlockingChannel.open(request, alignment);
        }
        try {
            FileStat opened =
                    request.has(StandardOpenOption.DELETE_ON_CLOSE) ? before : PathStat.of(request.path(), links);
            return new ChannelFile(channel, request, opened, alignment);
        } catch (NoSuchFileException e) { // renamed or deleted since
            return new ChannelFile(channel, request, null, alignment);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** JDK 25 says that nothing is there when a parent is a file; JDK 17 tells the truth, which is ENOTDIR. */
    private static void checkParent(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && Files.exists(parent)) {
            checkDirectory(PathStat.of(parent).kind());
        }
    }

    static void checkDirectory(FileKind kind) throws SystemCallException {
        if (kind != FileKind.DIRECTORY) {
            throw new SystemCallException("ENOTDIR", "Not a directory");
        }
    }

    static void checkKind(Path path, FileStat stat) throws FileKindException {
        if (stat.kind() != FileKind.REGULAR && stat.kind() != FileKind.BLOCK_DEVICE) {
            throw new FileKindException(path.toString(), stat.kind());
        }
    }

    @Override
    public OpenDirectory openDirectory(Path path) throws IOException {
        return ChannelDirectory.of(path);
    }

    @Override
    public FileStat stat(Path path) throws IOException {
        return PathStat.of(path, FOLLOW);
    }

    /** Opening a directory to read works where directories can be synced at all; Windows refuses it. */
    @Override
    public void syncDirectory(Path path) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            throw new UnsupportedOperationException("Windows has no sync of a directory");
        }
        checkDirectory(PathStat.of(path, FOLLOW).kind());
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public SystemCallException error(long result) {
        throw new IllegalStateException("the pool has no kernel queue; got result " + result);
    }

    @Override
    public Verdict verdict(long result) {
        throw new IllegalStateException("the pool has no kernel queue; got result " + result);
    }
}
