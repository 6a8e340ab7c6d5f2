/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Path;

/** A way to send parts of a file to a socket from an event loop. */
interface Sender extends AutoCloseable {
    /** Returns its name in the results. */
    String name();

    /** Returns the one loop on which everything happens. */
    EventLoopGroup loop();

    /** Returns the class of sockets that go with the loop. */
    Class<? extends ServerSocketChannel> socketType();

    /** Opens the file. */
    void open(Path file) throws IOException;

    /** Adds the handlers that it needs to a connection. */
    default void prepare(ChannelPipeline pipeline) {}

    /** Sends a part. On the loop; the future ends when the socket has taken it. */
    Future<?> send(Channel channel, long position, int length);

    /** Closes the file. */
    void closeFile() throws IOException;

    @Override
    void close();
}
