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
import java.util.concurrent.atomic.AtomicBoolean;
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
        closePromise.setUncancellable(); // it is everybody's
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
        Entry entry = new Entry(relative);
        Future<AsyncFile> opened = null;
        try {
            opened = fs.openFile(executor, OpenMode.ASYNC, entry.request, entry);
        } finally {
            if (opened == null) {
                entry.over();
            }
        }
        opened.addListener(done -> entry.over());
        return opened;
    }

    /**
     * One open under way. The descriptor is in use until the call has returned, also when a loop that ends gives the operation
     * up before: its number must not be given away meanwhile.
     */
    private final class Entry implements BlockingCall {
        private final AtomicBoolean begun = new AtomicBoolean();
        private final Path relative;
        private final OpenRequest request;

        Entry(Path relative) {
            this.relative = relative;
            request = new OpenRequest(path.resolve(relative), Set.of(StandardOpenOption.READ), new FileAttribute<?>[0]);
        }

        @Override
        public Object call() throws IOException {
            if (!begun.compareAndSet(false, true)) {
                throw new FileClosedException(path.toString());
            }
            try {
                return fs.mounts().opened(request.path(), directory.open(relative));
            } finally {
                leave();
            }
        }

        /** The future is done: if the call has not begun, it is not made any more. */
        void over() {
            if (begun.compareAndSet(false, true)) {
                leave();
            }
        }
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
