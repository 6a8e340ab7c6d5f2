/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.SocketTransport;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Netty's NIO, which every system has; it cannot watch a descriptor that is not a channel. */
final class NioTransport implements SocketTransport {
    @Override
    public int rank() {
        return 0;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public IoHandlerFactory newFactory() {
        return NioIoHandler.newFactory();
    }

    @Override
    public Class<? extends IoHandler> handlerType() {
        return NioIoHandler.class;
    }

    @Override
    public Class<? extends ServerSocketChannel> serverSocketChannelType() {
        return NioServerSocketChannel.class;
    }

    @Override
    public Class<? extends SocketChannel> socketChannelType() {
        return NioSocketChannel.class;
    }

    @Override
    public Class<? extends DatagramChannel> datagramChannelType() {
        return NioDatagramChannel.class;
    }

    @Override
    public IoHandle doorbellHandle(int descriptor) {
        return null;
    }

    @Override
    public IoOps doorbellInterest() {
        return null;
    }
}
