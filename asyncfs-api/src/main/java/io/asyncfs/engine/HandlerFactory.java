/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.platform.Log;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.SocketTransport;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes the handlers of one {@link FsCore}. Any thread. */
final class HandlerFactory implements IoHandlerFactory {
    private static final Log LOGGER = Log.of("io.asyncfs");

    private final FsCore fs;
    private final IoHandlerFactory sockets;
    private final SocketTransport transport;

    /**
     * Creates a factory.
     *
     * @param sockets makes the handlers to compose with; null for files-only loops
     * @param transport what is known of these handlers; null when they are foreign
     */
    HandlerFactory(FsCore fs, IoHandlerFactory sockets, SocketTransport transport) {
        this.fs = fs;
        this.sockets = sockets;
        this.transport = transport;
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        IoHandler delegate = sockets == null ? null : sockets.newHandler(executor);
        KernelQueue queue;
        try {
            queue = newQueue();
        } catch (IOException e) {
            if (delegate != null) {
                delegate.destroy();
            }
            throw new UncheckedIOException(e);
        }
        LoopEngine engine = new LoopEngine(fs, executor, queue);
        IoHandler handler =
                delegate == null ? new FilesOnlyHandler(engine) : new FilesHandler(engine, delegate, transport);
        fs.loops().began(engine);
        return handler;
    }

    /** Returns null for a loop that uses the pool alone. */
    private KernelQueue newQueue() throws IOException {
        if (!fs.mechanism().hasKernelQueue()) {
            return null;
        }
        try {
            return newQueueOfMechanism();
        } catch (IOException e) {
            if (fs.config().required()) {
                throw e;
            }
            // Each loop's queue takes from limits that the probe, or the loop before, found room in.
            LOGGER.log(
                    Log.Level.WARNING,
                    "a loop uses the thread pool, because it gets no queue of {0}: {1}",
                    fs.backend(),
                    e.getMessage());
            return null;
        }
    }

    private KernelQueue newQueueOfMechanism() throws IOException {
        try {
            return fs.mechanism().newQueue(fs.config().limits().queueDepth(), fs.pooled());
        } catch (OutOfMemoryError e) {
            throw new IOException("there is no memory for it: " + e.getMessage(), e);
        }
    }

    /**
     * A ring belongs to one thread, so its loop is never suspended and moved to another. Neither are loops of the pool: what
     * is under way there is no task and no registration, so Netty would end the thread in the middle of it; and Netty 4.2.18
     * terminates a loop for good when a task arrives between its run() and its second look at whether it may be suspended
     * (SingleThreadEventExecutor.doStartThread).
     */
    @Override
    public boolean isChangingThreadSupported() {
        return false;
    }
}
