/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataChunkedInput;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;

/** Sends one file to everyone who connects, or asks, over one of the protocols; every connection's outcome is kept. */
final class OneFileServer implements AutoCloseable {
    /** Emulated processors need more than the 10 s that are Netty's default for the first one. */
    private static final long HANDSHAKE_SECONDS = 60;

    /** How the file goes over the wire. */
    enum Protocol {
        RAW,
        TLS,
        HTTP_1,
        HTTP_2
    }

    /** What is wrong with each transfer that has ended; null elements cannot be, so success is the empty string. */
    final Queue<Object> outcomes = new ConcurrentLinkedQueue<>();

    private final AsyncFs fs;
    private final Path path;
    private final Protocol protocol;
    private final SslContext tls;
    private final Channel listener;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    volatile BiFunction<AsyncFile, Channel, ChunkedAsyncFile> chunks = ChunkedAsyncFile::new;
    volatile EventExecutorGroup handlers;
    volatile boolean foreignExecutor;

    /** With TLS: nothing is written before, as closing then would cut off the handshake. */
    volatile boolean afterHandshake;

    OneFileServer(
            AsyncFs fs,
            EventLoopGroup group,
            Class<? extends ServerChannel> type,
            Path path,
            Protocol protocol,
            Certificate certificate)
            throws SSLException {
        this.fs = fs;
        this.path = path;
        this.protocol = protocol;
        tls = protocol == Protocol.RAW || protocol == Protocol.HTTP_1 ? null : context(protocol, certificate);
        listener = new ServerBootstrap()
                .group(group)
                .channel(type)
                .childOption(ChannelOption.SO_SNDBUF, 64 * 1024)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        init(channel.pipeline());
                    }
                })
                .bind(new InetSocketAddress("localhost", 0))
                .syncUninterruptibly()
                .channel();
    }

    private static SslContext context(Protocol protocol, Certificate certificate) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(certificate.keys);
        if (protocol == Protocol.HTTP_2) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    "h2"));
        }
        return builder.build();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @SuppressWarnings("deprecation") // handlers with an executor of their own are going to go, but are there
    private void init(ChannelPipeline pipeline) {
        if (tls != null) {
            SslHandler handler = tls.newHandler(pipeline.channel().alloc());
            handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
            pipeline.addLast(handler);
        }
        switch (protocol) {
            case RAW, TLS ->
                pipeline.addLast(handlers, new ChunkedWriteHandler()).addLast(new Sender());
            case HTTP_1 ->
                pipeline.addLast(new HttpServerCodec())
                        .addLast(handlers, new ChunkedWriteHandler())
                        .addLast(new Sender());
            case HTTP_2 ->
                pipeline.addLast(new ApplicationProtocolNegotiationHandler("h2") {
                    @Override
                    protected void configurePipeline(ChannelHandlerContext ctx, String negotiated) {
                        ctx.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer().build())
                                .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline()
                                                .addLast(new ChunkedWriteHandler())
                                                .addLast(new Sender());
                                    }
                                }));
                    }
                });
        }
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().syncUninterruptibly();
    }

    private final class Sender extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (protocol == Protocol.RAW || protocol == Protocol.TLS && !afterHandshake) {
                send(ctx);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent && protocol == Protocol.TLS && afterHandshake) {
                send(ctx);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            if (message instanceof HttpRequest || message instanceof Http2HeadersFrame) {
                send(ctx);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // clients of the tests go as they like
        }

        private void send(ChannelHandlerContext ctx) {
            EventExecutor loop = foreignExecutor ? null : ctx.channel().eventLoop();
            fs.open(loop, path).addListener((Future<AsyncFile> open) -> {
                ChunkedAsyncFile file = chunks.apply(open.getNow(), ctx.channel());
                ctx.writeAndFlush(content(ctx, file)).addListener(write -> {
                    outcomes.add(write.isSuccess() ? "" : write.cause());
                    if (!(ctx.channel() instanceof Http2StreamChannel) && protocol != Protocol.HTTP_1
                            || !write.isSuccess()) {
                        ctx.close();
                    }
                });
            });
        }

        private ChunkedInput<?> content(ChannelHandlerContext ctx, ChunkedAsyncFile file) {
            switch (protocol) {
                case HTTP_1 -> {
                    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                    HttpUtil.setTransferEncodingChunked(head, true);
                    ctx.write(head);
                    return new HttpChunkedInput(file);
                }
                case HTTP_2 -> {
                    ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
                    return new Http2DataChunkedInput(file, ((Http2StreamChannel) ctx.channel()).stream());
                }
                default -> {
                    return file;
                }
            }
        }
    }
}
