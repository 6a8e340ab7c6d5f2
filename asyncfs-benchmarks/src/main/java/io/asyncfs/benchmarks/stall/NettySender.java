/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.handler.stream.ChunkedNioFile;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What Netty offers for files, and what frameworks do instead, on Netty's own epoll loop. */
final class NettySender implements Sender {
    /** How. */
    enum Way {
        /** sendfile(2) on the loop. */
        FILE_REGION("netty/DefaultFileRegion"),
        /** Chunks that are read on the loop. */
        CHUNKS("netty/ChunkedNioFile"),
        /** A blocking read on a thread of a pool, which hands the buffer to the loop. */
        HAND_OVER("pool hand-over");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private static final int CHUNK = 8192; // ChunkedNioFile's own default
    private static final int THREADS = 20; // Vert.x's default for its worker pool

    private final Way way;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private FileChannel file;

    NettySender(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return way.title;
    }

    @Override
    public EventLoopGroup loop() {
        return loop;
    }

    @Override
    public Class<? extends ServerSocketChannel> socketType() {
        return EpollServerSocketChannel.class;
    }

    @Override
    public void open(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public void prepare(ChannelPipeline pipeline) {
        if (way == Way.CHUNKS) {
            pipeline.addLast(new ChunkedWriteHandler());
        }
    }

    @Override
    public Future<?> send(Channel channel, long position, int length) {
        return switch (way) {
            case FILE_REGION -> channel.writeAndFlush(new SharedRegion(file, position, length));
            case CHUNKS -> chunks(channel, position, length);
            case HAND_OVER -> handOver(channel, position, length);
        };
    }

    private static Future<?> failed(Throwable cause) {
        return ImmediateEventExecutor.INSTANCE.newFailedFuture(cause);
    }

    private Future<?> chunks(Channel channel, long position, int length) {
        try {
            return channel.writeAndFlush(new SharedChunks(file, position, length));
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** Leaves its file open, which the others open once, too. */
    private static final class SharedRegion extends DefaultFileRegion {
        SharedRegion(FileChannel file, long position, long count) {
            super(file, position, count);
        }

        @Override
        protected void deallocate() {}
    }

    /** Leaves its file open. */
    private static final class SharedChunks extends ChunkedNioFile {
        SharedChunks(FileChannel file, long offset, long length) throws IOException {
            super(file, offset, length, CHUNK);
        }

        @Override
        public void close() {}
    }

    private Future<?> handOver(Channel channel, long position, int length) {
        Promise<Void> sent = channel.eventLoop().newPromise();
        threads.execute(() -> {
            ByteBuf buffer = channel.alloc().directBuffer(length);
            try {
                buffer.writeBytes(file, position, length);
            } catch (IOException e) {
                buffer.release();
                sent.setFailure(e);
                return;
            }
            channel.writeAndFlush(buffer).addListener(new PromiseNotifier<>(sent));
        });
        return sent;
    }

    @Override
    public void closeFile() throws IOException {
        file.close();
    }

    @Override
    public void close() {
        threads.shutdown();
        loop.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
