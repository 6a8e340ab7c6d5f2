/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import static java.nio.file.StandardOpenOption.READ;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** asyncfs: reads into a buffer, then writes that to the socket. */
final class AsyncFsSender implements Sender {
    private final AsyncFs fs;
    private final EventLoopGroup loop;
    private AsyncFile file;

    AsyncFsSender() {
        fs = AsyncFs.create();
        loop = fs.newEventLoopGroup(1);
    }

    @Override
    public String name() {
        return "asyncfs/" + fs.backend();
    }

    @Override
    public EventLoopGroup loop() {
        return loop;
    }

    @Override
    public Class<? extends ServerSocketChannel> socketType() {
        return fs.serverSocketChannelType();
    }

    @Override
    public void open(Path path) {
        file = fs.open(loop.next(), path, READ).syncUninterruptibly().getNow();
    }

    @Override
    public Future<?> send(Channel channel, long position, int length) {
        Promise<Void> sent = channel.eventLoop().newPromise();
        file.read(position, length).addListener((GenericFutureListener<Future<ByteBuf>>) read -> {
            if (read.isSuccess()) {
                channel.writeAndFlush(read.getNow()).addListener(new PromiseNotifier<>(sent));
            } else {
                sent.setFailure(read.cause());
            }
        });
        return sent;
    }

    @Override
    public void closeFile() {
        file.close().syncUninterruptibly();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
        fs.shutdown().syncUninterruptibly();
    }
}
