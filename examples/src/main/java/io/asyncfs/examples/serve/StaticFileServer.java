/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFs;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Serves the files below one directory over HTTP/1.1. The loops of its group drive the sockets and the files; nothing on
 * them calls the file system. Thread-safe.
 */
public final class StaticFileServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    /**
     * Bytes taken from a socket at once, and once for each time that it is its turn; bounds how many pipelined requests are decoded
     * after reading has stopped, and answered before other connections have theirs.
     */
    private static final int MAX_RECEIVE = 16 * 1024;

    /**
     * Bytes the system keeps per connection. Left to itself it keeps megabytes, of which it says that they may be written
     * to again only when a third is taken: a slow client would look as if it took nothing for minutes.
     */
    private static final int SEND_BUFFER = 128 * 1024;

    /** How long closing waits for the group, whose loops may have operations on a file system that hangs. */
    private static final long GROUP_SECONDS = 3;

    private final AsyncDirectory root;
    private final EventLoopGroup group;
    private final Connections connections;
    private final Channel listener;

    private StaticFileServer(AsyncDirectory root, EventLoopGroup group, Connections connections, Channel listener) {
        this.root = root;
        this.group = group;
        this.connections = connections;
        this.listener = listener;
    }

    /**
     * Starts a server. Blocks until it listens; not for an event loop.
     *
     * @param fs stays open when the server is closed
     * @param directory nothing outside it is served
     * @throws IOException when the directory cannot be opened or the address not be bound
     */
    public static StaticFileServer start(AsyncFs fs, Path directory, ServerOptions options)
            throws IOException, InterruptedException {
        MimeTypes types = MimeTypes.load();
        AsyncDirectory root = get(fs.openDirectory(null, directory));
        EventLoopGroup group = fs.newEventLoopGroup(options.loops());
        Connections connections = new Connections(new Site(root, types), options);
        ChannelFuture bind = new ServerBootstrap()
                .group(group)
                .channel(fs.serverSocketChannelType())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 2048, MAX_RECEIVE).maxMessagesPerRead(1))
                // Not writable as soon as one chunk waits for the client.
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                ChunkedAsyncFile.DEFAULT_CHUNK_SIZE / 2, ChunkedAsyncFile.DEFAULT_CHUNK_SIZE))
                .childHandler(connections)
                .bind(options.address())
                .await();
        if (!bind.isSuccess()) {
            root.close();
            group.shutdownGracefully(0, GROUP_SECONDS, TimeUnit.SECONDS);
            throw new IOException(
                    "cannot listen on " + options.address().getHostString() + " port "
                            + options.address().getPort() + ": " + bind.cause().getMessage(),
                    bind.cause());
        }
        return new StaticFileServer(root, group, connections, bind.channel());
    }

    /** Returns the address that is listened on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Returns the group of the server's loops. */
    public EventLoopGroup group() {
        return group;
    }

    /**
     * Stops to accept, lets the answers that are being sent be finished, then closes everything. Blocks; not for an event
     * loop.
     *
     * @param grace after which connections are closed in the middle of their answers; 0 or more
     */
    public void close(Duration grace) {
        listener.close().awaitUninterruptibly();
        connections.drain(grace);
        root.close();
        group.shutdownGracefully(0, GROUP_SECONDS, TimeUnit.SECONDS);
        group.terminationFuture().awaitUninterruptibly(GROUP_SECONDS, TimeUnit.SECONDS);
    }

    /** As {@link #close(Duration)} without grace. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static <T> T get(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }
}
