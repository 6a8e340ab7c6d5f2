/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import io.asyncfs.testsuite.harness.Contract;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;

/** A connection whose server sends back what comes, both on the same loops. One question at a time. */
final class EchoClient extends ChannelInboundHandlerAdapter {
    private static final int BYTES = 1000;

    private final Channel server;
    private Channel connection;
    private volatile Promise<Void> answer;
    private volatile int missing;

    private EchoClient(Channel server) {
        this.server = server;
    }

    static EchoClient connect(SocketPair sockets, EventLoopGroup group) {
        EchoClient client = new EchoClient(sockets.serve(group, new Server()));
        ChannelFuture connected = new Bootstrap()
                .group(group)
                .channel(sockets.client())
                .handler(client)
                .connect(client.server.localAddress());
        Contract.await(connected);
        client.connection = connected.channel();
        return client;
    }

    /** Sends something; the future succeeds when all of it is back. */
    Future<Void> ask() {
        Promise<Void> promise = GlobalEventExecutor.INSTANCE.newPromise();
        answer = promise;
        missing = BYTES;
        connection.writeAndFlush(Unpooled.buffer(BYTES, BYTES).writeZero(BYTES));
        return promise;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf part = (ByteBuf) message;
        missing = missing - part.readableBytes();
        part.release();
        if (missing == 0) {
            answer.setSuccess(null);
        }
    }

    void close() {
        Contract.await(connection.close());
        Contract.await(server.close());
    }

    @ChannelHandler.Sharable
    private static final class Server extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.writeAndFlush(message);
        }
    }
}
