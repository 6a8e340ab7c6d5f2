/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A Netty server whose loops drive sockets and files: each connection is sent the start of one file. */
public final class SharedLoopExample {
    private static final int LENGTH = 64 * 1024;

    private SharedLoopExample() {}

    /**
     * Serves until the process is stopped.
     *
     * @param args the file, and the port to listen on
     */
    public static void main(String[] args) throws Exception {
        try (AsyncFs fs = AsyncFs.create()) {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, fs.ioHandlerFactory());
            try {
                Channel server = start(fs, group, Path.of(args[0]), Integer.parseInt(args[1]));
                System.out.println("listening on " + server.localAddress());
                server.closeFuture().sync();
            } finally {
                group.shutdownGracefully().sync();
            }
        }
    }

    /** Starts the server on a group whose loops drive files too. */
    static Channel start(AsyncFs fs, EventLoopGroup group, Path path, int port) throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channel(fs.serverSocketChannelType())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel ch) {
                        ch.pipeline().addLast(new SendFile(fs, path));
                    }
                })
                .bind(new InetSocketAddress("127.0.0.1", port))
                .sync()
                .channel();
    }

    private static final class SendFile extends ChannelInboundHandlerAdapter {
        private final AsyncFs fs;
        private final Path path;

        SendFile(AsyncFs fs, Path path) {
            this.fs = fs;
            this.path = path;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            // Opened for the connection's own loop, so every listener below runs on it.
            fs.open(ctx.channel().eventLoop(), path).addListener((Future<AsyncFile> open) -> {
                if (open.isSuccess()) {
                    send(ctx, open.getNow());
                } else {
                    answer(ctx, Unpooled.copiedBuffer(open.cause() + "\n", UTF_8));
                }
            });
        }

        private static void send(ChannelHandlerContext ctx, AsyncFile file) {
            file.read(0, LENGTH).addListener((Future<ByteBuf> read) -> {
                file.close();
                answer(ctx, read.isSuccess() ? read.getNow() : Unpooled.copiedBuffer(read.cause() + "\n", UTF_8));
            });
        }

        private static void answer(ChannelHandlerContext ctx, ByteBuf content) {
            ctx.writeAndFlush(content).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
