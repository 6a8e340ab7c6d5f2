/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.FileClosedException;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenRequest;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An open directory; closed when nobody opens below it any more. Any thread. */
final class EngineDirectory implements AsyncDirectory {
    private static final int CLOSED = 1 << 31;

    private final FsCore fs;
    private final OpenDirectory directory;
    private final Path path;
    private final Promise<Void> closePromise = GlobalEventExecutor.INSTANCE.newPromise();
    /** Opens under way, and {@link #CLOSED}. */
    private final AtomicInteger state = new AtomicInteger();

    EngineDirectory(FsCore fs, OpenDirectory directory, Path path) {
        this.fs = fs;
        this.directory = directory;
        this.path = path;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Future<AsyncFile> open(EventExecutor executor, Path relative) {
        OpenOptions.checkPath(relative);
        if (relative.isAbsolute()) {
            return LoopPromise.failed(
                    executor,
                    new AccessDeniedException(
                            relative.toString(),
                            null,
                            "expected a path relative to " + path + ", got an absolute one"));
        }
        int now;
        do {
            now = state.get();
            if (now < 0) {
                return LoopPromise.failed(executor, new FileClosedException(path.toString()));
            }
        } while (!state.compareAndSet(now, now + 1));
        Future<AsyncFile> opened = null;
        try {
            opened = begin(executor, relative);
        } finally {
            if (opened == null) {
                leave();
            }
        }
        opened.addListener(done -> leave());
        return opened;
    }

    private Future<AsyncFile> begin(EventExecutor executor, Path relative) {
        Path whole = path.resolve(relative);
        OpenRequest request = new OpenRequest(whole, Set.of(StandardOpenOption.READ), new FileAttribute<?>[0]);
        return fs.openFile(
                executor, OpenMode.ASYNC, request, () -> fs.mounts().opened(whole, directory.open(relative)));
    }

    private void leave() {
        if (state.decrementAndGet() == CLOSED) {
            closeNow();
        }
    }

    @Override
    public Future<Void> close() {
        int before = state.getAndUpdate(now -> now | CLOSED);
        if (before == 0) {
            closeNow();
        }
        return closePromise;
    }

    private void closeNow() {
        DescriptorClose.ofDirectory(fs.pool(), path, this::closeDescriptor).addListener(done -> {
            fs.loops().closed(this); // not before: a shutdown waits for those it knows
            if (done.cause() == null) {
                closePromise.trySuccess(null);
            } else {
                closePromise.tryFailure(done.cause());
            }
        });
    }

    private Object closeDescriptor() throws IOException {
        directory.close();
        return null;
    }
}
