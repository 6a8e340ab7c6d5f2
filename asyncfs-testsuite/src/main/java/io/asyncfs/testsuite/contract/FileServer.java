/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;

/** Answers a request of 12 bytes, a position and a length, with that part of a file; opens it afresh for each. */
@ChannelHandler.Sharable
final class FileServer extends SimpleChannelInboundHandler<ByteBuf> {
    static final int REQUEST = 12;

    private final AsyncFs fs;
    private final Path path;

    FileServer(AsyncFs fs, Path path) {
        this.fs = fs;
        this.path = path;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf request) {
        long position = request.readLong();
        int length = request.readInt();
        fs.open(ctx.channel().eventLoop(), path).addListener((Future<AsyncFile> open) -> {
            if (open.isSuccess()) {
                send(ctx, open.getNow(), position, length);
            } else {
                ctx.fireExceptionCaught(open.cause());
            }
        });
    }

    private static void send(ChannelHandlerContext ctx, AsyncFile file, long position, int length) {
        file.read(position, length).addListener((Future<ByteBuf> read) -> {
            file.close();
            if (read.isSuccess()) {
                ctx.writeAndFlush(read.getNow()).addListener(ChannelFutureListener.CLOSE);
            } else {
                ctx.fireExceptionCaught(read.cause());
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The client sees an answer that is too short.
        ctx.close();
    }
}
