/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.SocketTransport;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoRegistration;

/**
 * How a kernel queue ends the wait of a loop that blocks in a socket transport: the transport watches its descriptor where
 * it can, and a {@link Reaper} waits for it otherwise. Loop thread only.
 */
final class Doorbell {
    private final SocketTransport transport;
    private IoRegistration registration;
    private Reaper reaper;

    /**
     * Creates the doorbell of one loop.
     *
     * @param transport the transport, or null when it is not one we know
     */
    Doorbell(SocketTransport transport) {
        this.transport = transport;
    }

    void install(KernelQueue queue, IoHandler sockets, Runnable ring) {
        IoHandle handle = transport == null || queue.doorbell() < 0 ? null : transport.doorbellHandle(queue.doorbell());
        if (handle == null) {
            reaper = new Reaper(queue, ring);
            reaper.start();
            return;
        }
        try {
            registration = sockets.register(handle);
            registration.submit(transport.doorbellInterest());
        } catch (Exception e) {
            throw new IllegalStateException("the socket transport cannot watch the doorbell of the kernel queue", e);
        }
    }

    /** The loop waits in the kernel queue itself from now on. Nothing the second time. */
    void remove() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
        if (reaper != null) {
            reaper.end();
            reaper = null;
        }
    }
}
