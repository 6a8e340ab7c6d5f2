/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

/** A socket transport of Netty that a loop of ours can be composed with; found by {@link java.util.ServiceLoader}. */
public interface SocketTransport {
    /** Returns the preference; the highest available is chosen. NIO has 0. */
    int rank();

    /** Returns whether it can be used here. */
    boolean isAvailable();

    /** Returns a factory for its handlers. */
    IoHandlerFactory newFactory();

    /** Returns the class of its handlers, for {@code isIoType}. */
    Class<? extends IoHandler> handlerType();

    /** Returns its server channel class. */
    Class<? extends ServerSocketChannel> serverSocketChannelType();

    /** Returns its client channel class. */
    Class<? extends SocketChannel> socketChannelType();

    /** Returns its datagram channel class. */
    Class<? extends DatagramChannel> datagramChannelType();

    /**
     * Registers a channel or another handle with a handler of this transport, on its loop: where to mend what the
     * handler's own registration lacks.
     *
     * @throws Exception as the handler does
     */
    default IoRegistration register(IoHandler handler, IoHandle handle) throws Exception {
        return handler.register(handle);
    }

    /** Returns a handle by which its handler watches the descriptor and does nothing else; null when it cannot. */
    IoHandle doorbellHandle(int descriptor);

    /** Returns the edge-triggered readiness to submit for {@link #doorbellHandle}; null when it cannot watch. */
    IoOps doorbellInterest();
}
