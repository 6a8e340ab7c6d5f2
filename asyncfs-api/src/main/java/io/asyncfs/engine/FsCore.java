/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.Counters;
import io.asyncfs.FileStat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** Provisional: replaced by the engine. */
public final class FsCore implements AsyncFs {
    /** Provisional. */
    public FsCore(FsConfig config, Object backend) {}

    @Override public String backend() { return "pool"; }
    @Override public IoHandlerFactory ioHandlerFactory() { throw new UnsupportedOperationException(); }
    @Override public IoHandlerFactory ioHandlerFactory(IoHandlerFactory sockets) { throw new UnsupportedOperationException(); }
    @Override public MultiThreadIoEventLoopGroup newEventLoopGroup(int loops) { throw new UnsupportedOperationException(); }
    @Override public Class<? extends ServerSocketChannel> serverSocketChannelType() { throw new UnsupportedOperationException(); }
    @Override public Class<? extends SocketChannel> socketChannelType() { throw new UnsupportedOperationException(); }
    @Override public Class<? extends DatagramChannel> datagramChannelType() { throw new UnsupportedOperationException(); }
    @Override public Future<AsyncFile> open(EventExecutor e, Path p, Set<? extends OpenOption> o, FileAttribute<?>... a) { throw new UnsupportedOperationException(); }
    @Override public Future<AsyncDirectory> openDirectory(EventExecutor executor, Path path) { throw new UnsupportedOperationException(); }
    @Override public Future<FileStat> stat(EventExecutor executor, Path path) { throw new UnsupportedOperationException(); }
    @Override public Future<Void> syncDirectory(Path directory) { throw new UnsupportedOperationException(); }
    @Override public ByteBufAllocator allocator() { throw new UnsupportedOperationException(); }
    @Override public ByteBuf allocBuf(int capacity) { throw new UnsupportedOperationException(); }
    @Override public void releaseBuf(ByteBuf buf) { throw new UnsupportedOperationException(); }
    @Override public Counters counters() { throw new UnsupportedOperationException(); }
    @Override public Future<Void> shutdown() { throw new UnsupportedOperationException(); }
    @Override public void close() {}
}
