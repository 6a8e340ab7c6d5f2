/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Uses up its descriptors: run by the suite as a process that may have few. */
public final class FewDescriptors {
    private FewDescriptors() {}

    /** Takes the backend and the path of a file whose first bytes are {@code hello}. */
    public static void main(String[] args) {
        try {
            run(args);
            System.out.println("done");
        } catch (Exception | LinkageError | AssertionError e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // loops are no daemons
        }
    }

    private static void run(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        // Netty logs the accept that fails; the first line loads classes and time zones, which needs descriptors.
        System.getLogger(FewDescriptors.class.getName())
                .log(System.Logger.Level.WARNING, "descriptors will be used up");
        try (AsyncFs fs = AsyncFs.builder().backend(args[0]).build()) {
            EventLoopGroup group = fs.newEventLoopGroup(1);
            Channel listener = new ServerBootstrap()
                    .group(group)
                    .channel(fs.serverSocketChannelType())
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel client) {
                            client.pipeline().addLast(new Echo());
                        }
                    })
                    .bind("127.0.0.1", 0)
                    .sync()
                    .channel();
            AsyncFile kept = get(fs.open(group.next(), path));
            // A rehearsal: classes that lie in directories need descriptors to be loaded, those of a failure too.
            fs.open(group.next(), path.resolveSibling("missing")).await(30, TimeUnit.SECONDS);
            useUp(fs, group, kept, listener, 5);
            useUp(fs, group, kept, listener, Integer.MAX_VALUE);
            get(kept.close());
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    private static void useUp(AsyncFs fs, EventLoopGroup group, AsyncFile kept, Channel listener, int most)
            throws Exception {
        Path path = kept.path();
        try (SocketChannel client = SocketChannel.open()) {
            exchange(listener, client, false);
        }
        try (SocketChannel client = SocketChannel.open()) {
            List<AsyncFile> files = new ArrayList<>();
            Throwable refusal = null;
            while (refusal == null && files.size() < most) {
                Future<AsyncFile> open = fs.open(group.next(), path);
                refusal = open.await(30, TimeUnit.SECONDS) ? open.cause() : new AssertionError("not done");
                if (refusal == null) {
                    files.add(open.getNow());
                }
            }
            if (files.size() < most) {
                expectUsedUp(path, refusal);
            }
            read(kept);
            client.connect(listener.localAddress());
            read(kept);
            for (AsyncFile file : files) {
                get(file.close());
            }
            get(get(fs.open(group.next(), path)).close());
            exchange(listener, client, true);
        }
    }

    private static void expectUsedUp(Path path, Throwable refusal) {
        if (!(refusal instanceof FileSystemException tells)
                || !path.toString().equals(tells.getFile())
                || !tells.getMessage().contains("EMFILE")) {
            throw new AssertionError("expected FileSystemException with EMFILE", refusal);
        }
    }

    /** The server accepts and answers. */
    private static void exchange(Channel listener, SocketChannel client, boolean connected) throws Exception {
        if (!connected) {
            client.connect((InetSocketAddress) listener.localAddress());
        }
        client.socket().setSoTimeout(30_000);
        client.write(ByteBuffer.wrap(new byte[] {'x'}));
        if (client.socket().getInputStream().read() != 'x') {
            throw new AssertionError("no answer");
        }
    }

    private static void read(AsyncFile file) throws Exception {
        ByteBuf buffer = get(file.read(0, 5));
        if (buffer.readableBytes() != 5) {
            throw new AssertionError("read " + buffer.readableBytes());
        }
        buffer.release();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }
}
