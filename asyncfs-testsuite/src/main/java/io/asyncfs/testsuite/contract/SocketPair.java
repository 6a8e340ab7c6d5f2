/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The channel classes of a run, with servers and clients made of them. */
record SocketPair(
        Class<? extends ServerChannel> server, Class<? extends Channel> client, Class<? extends Channel> datagrams) {
    SocketPair(AsyncFs fs, boolean nio) {
        this(
                nio ? NioServerSocketChannel.class : fs.serverSocketChannelType(),
                nio ? NioSocketChannel.class : fs.socketChannelType(),
                nio ? NioDatagramChannel.class : fs.datagramChannelType());
    }

    SocketPair with(Class<? extends ServerChannel> otherServer, Class<? extends Channel> otherClient) {
        return new SocketPair(otherServer, otherClient, datagrams);
    }

    Channel serve(EventLoopGroup group, ChannelHandler handler) {
        return serve(group, handler, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Channel serve(EventLoopGroup group, ChannelHandler handler, SocketAddress address) {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(server)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler);
                    }
                })
                .bind(address);
        Contract.await(bound);
        return bound.channel();
    }

    Channel datagram(EventLoopGroup group, ChannelHandler handler) {
        ChannelFuture bound = new Bootstrap()
                .group(group)
                .channel(datagrams)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(4096))
                .handler(handler)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Contract.await(bound);
        return bound.channel();
    }

    /** Asks a {@link FileServer}; the receiver owns the answer, which ends when the server closes the connection. */
    Future<ByteBuf> ask(EventLoopGroup group, SocketAddress address, long position, int length) {
        Promise<ByteBuf> answer = GlobalEventExecutor.INSTANCE.newPromise();
        ByteBuf request =
                Unpooled.buffer(FileServer.REQUEST).writeLong(position).writeInt(length);
        new Bootstrap()
                .group(group)
                .channel(client)
                .handler(new Collector(answer, request))
                .connect(address)
                .addListener(connect -> {
                    if (!connect.isSuccess()) {
                        answer.tryFailure(connect.cause());
                    }
                });
        return answer;
    }

    private static final class Collector extends ChannelInboundHandlerAdapter {
        private final Promise<ByteBuf> answer;
        private final ByteBuf request;
        private final ByteBuf collected = ByteBufAllocator.DEFAULT.heapBuffer();

        Collector(Promise<ByteBuf> answer, ByteBuf request) {
            this.answer = answer;
            this.request = request;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(request);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf part = (ByteBuf) message;
            collected.writeBytes(part);
            part.release();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            answer.trySuccess(collected);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            answer.tryFailure(cause);
            ctx.close();
        }
    }
}
