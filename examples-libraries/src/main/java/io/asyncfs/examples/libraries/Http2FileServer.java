/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataChunkedInput;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.Future;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/**
 * A server of plain Netty with TLS and HTTP/2 that answers every request with one file, which its own loops read:
 * {@code Http2FileServer FILE KEYSTORE PASSWORD}. What differs from a server that sends a {@code ChunkedNioFile} is the factory
 * of the group's loops, and {@link ChunkedAsyncFile}.
 */
public final class Http2FileServer implements AutoCloseable {
    private final AsyncFs fs;
    private final Path path;
    private final EventLoopGroup group;
    private final Channel listener;

    /** Serves until its input ends; prints the port, and at the end what was counted. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        char[] password = args[2].toCharArray();
        KeyManagerFactory certificate = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        certificate.init(KeyStore.getInstance(new File(args[1]), password), password);
        try (AsyncFs fs = AsyncFs.create();
                Http2FileServer server = new Http2FileServer(fs, Path.of(args[0]), certificate)) {
            System.out.println("port=" + server.port());
            System.in.transferTo(OutputStream.nullOutputStream());
            Carried.print(fs.counters().snapshot());
        }
    }

    /** Starts it on a port that is free, for one certificate. */
    public Http2FileServer(AsyncFs fs, Path path, KeyManagerFactory certificate) throws SSLException {
        this.fs = fs;
        this.path = path;
        group = new MultiThreadIoEventLoopGroup(1, fs.ioHandlerFactory());
        listener = new ServerBootstrap()
                .group(group)
                .channel(fs.serverSocketChannelType())
                .childHandler(new Connection(tls(certificate)))
                .bind(new InetSocketAddress("localhost", 0))
                .syncUninterruptibly()
                .channel();
    }

    private static SslContext tls(KeyManagerFactory certificate) throws SSLException {
        return SslContextBuilder.forServer(certificate)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    /** Returns the port. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Connection extends ChannelInitializer<Channel> {
        private final SslContext tls;

        Connection(SslContext tls) {
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(tls.newHandler(channel.alloc()))
                    .addLast(new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_2) {
                        @Override
                        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
                            ctx.pipeline()
                                    .addLast(Http2FrameCodecBuilder.forServer().build())
                                    .addLast(new Http2MultiplexHandler(new Stream()));
                        }
                    });
        }
    }

    private final class Stream extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new ChunkedWriteHandler()).addLast(new Answer());
        }
    }

    private final class Answer extends SimpleChannelInboundHandler<Http2HeadersFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Http2HeadersFrame request) {
            CharSequence method = request.headers().method();
            if (method == null) {
                return; // trailers
            }
            boolean head = HttpMethod.HEAD.name().contentEquals(method);
            if (!head && !HttpMethod.GET.name().contentEquals(method)) {
                answer(ctx, "405");
                return;
            }
            fs.open(ctx.channel().eventLoop(), path, StandardOpenOption.READ)
                    .addListener((Future<AsyncFile> open) -> send(ctx, open, head));
        }

        private void send(ChannelHandlerContext ctx, Future<AsyncFile> open, boolean head) {
            if (!open.isSuccess()) {
                answer(ctx, "404");
                return;
            }
            if (head) {
                open.getNow().close();
                answer(ctx, "200");
                return;
            }
            ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
            ChunkedAsyncFile file = new ChunkedAsyncFile(open.getNow(), ctx.channel());
            // Without the listener a client would wait for the rest of a file that cannot be read.
            ctx.writeAndFlush(new Http2DataChunkedInput(file, ((Http2StreamChannel) ctx.channel()).stream()))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }

        private static void answer(ChannelHandlerContext ctx, String status) {
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status), true));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
