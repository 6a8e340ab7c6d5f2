/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.spi.SocketTransport;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.FileDescriptor;

/** Netty's epoll transport, which can watch a doorbell. */
public final class EpollTransport implements SocketTransport {
    /** Creates the transport; it has no state. */
    public EpollTransport() {}

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean isAvailable() {
        return Epoll.isAvailable();
    }

    @Override
    public IoHandlerFactory newFactory() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public Class<? extends IoHandler> handlerType() {
        return EpollIoHandler.class;
    }

    @Override
    public Class<? extends ServerSocketChannel> serverSocketChannelType() {
        return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends SocketChannel> socketChannelType() {
        return EpollSocketChannel.class;
    }

    @Override
    public Class<? extends DatagramChannel> datagramChannelType() {
        return EpollDatagramChannel.class;
    }

    @Override
    public IoRegistration register(IoHandler handler, IoHandle handle) throws Exception {
        return new LastingRegistration(handler.register(handle));
    }

    @Override
    public IoHandle doorbellHandle(int descriptor) {
        return new DoorbellHandle(new FileDescriptor(descriptor));
    }

    /** Edge-triggered: an eventfd that is never read rings again at every write, and saves the read; see epoll(7). */
    @Override
    public IoOps doorbellInterest() {
        return EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET);
    }

    /** Ends the wait and does nothing else: the loop looks at its queue in every round. The queue closes the descriptor. */
    private record DoorbellHandle(FileDescriptor fd) implements EpollIoHandle {
        @Override
        public void handle(IoRegistration registration, IoEvent event) {}

        @Override
        public void close() {}
    }
}
