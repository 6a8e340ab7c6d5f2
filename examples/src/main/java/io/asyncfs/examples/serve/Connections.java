/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sets up connections and knows the open ones. Thread-safe. */
@Sharable
final class Connections extends ChannelInitializer<Channel> {
    /** Bytes of a request line; more is 414. */
    static final int MAX_REQUEST_LINE = 8 * 1024;

    /** Bytes of all fields of a request; more is 431. */
    static final int MAX_FIELDS = 16 * 1024;

    private final Site site;
    private final ServerOptions options;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean draining;

    Connections(Site site, ServerOptions options) {
        this.site = site;
        this.options = options;
    }

    @Override
    protected void initChannel(Channel channel) {
        ConnectionTimeouts timeouts = new ConnectionTimeouts(options.idleTimeout(), options.headerTimeout());
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_FIELDS);
        channel.pipeline()
                .addLast(timeouts)
                .addLast(new HttpRequestDecoder(limits))
                .addLast(new HttpResponseEncoder())
                .addLast(new ChunkedWriteHandler())
                .addLast(new StaticFileHandler(site, timeouts));
        open.add(channel);
        // After it is in the group: one that drain() does not find there sees this.
        if (draining) {
            channel.close();
        }
    }

    /** Lets every connection finish the answer it is sending, for some time, then closes what is left. Blocks. */
    void drain(Duration grace) {
        draining = true;
        for (Channel channel : open) {
            channel.pipeline().fireUserEventTriggered(StaticFileHandler.Drain.EVENT);
        }
        open.newCloseFuture().awaitUninterruptibly(grace.toNanos(), TimeUnit.NANOSECONDS);
        open.close().awaitUninterruptibly();
    }
}
