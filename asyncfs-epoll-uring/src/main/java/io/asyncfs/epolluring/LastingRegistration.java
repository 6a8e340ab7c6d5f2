/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;

/**
 * A registration with Netty's epoll handler that survives having no interest for a while.
 *
 * <p>Netty 4.2.18 answers {@link EpollIoOps#NONE} with EPOLL_CTL_DEL but remembers the descriptor as added, so the next
 * interest is an EPOLL_CTL_MOD that fails with ENOENT, and the channel is closed: a client that has closed its half gets
 * what its socket takes at once of a large answer and no more. EPOLLET alone keeps the descriptor there and, unlike no
 * flag, does not report EPOLLHUP or EPOLLERR again and again; see epoll_ctl(2).
 */
final class LastingRegistration implements IoRegistration {
    private final IoRegistration registration;

    LastingRegistration(IoRegistration registration) {
        this.registration = registration;
    }

    @Override
    public <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public long submit(IoOps ops) {
        return registration.submit(EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : ops);
    }

    @Override
    public boolean isValid() {
        return registration.isValid();
    }

    @Override
    public boolean cancel() {
        return registration.cancel();
    }
}
