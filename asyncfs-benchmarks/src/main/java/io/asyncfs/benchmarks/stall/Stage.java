/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/** One engine's loop with its echo server and its readers, whose other ends are in this process, too. */
final class Stage implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Sender sender;
    private final MultiThreadIoEventLoopGroup clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final Channel echo;
    private final Channel files;

    Stage(Sender sender) {
        this.sender = sender;
        echo = listen(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new Echo());
            }
        });
        files = listen(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                sender.prepare(channel.pipeline());
                accepted.add(channel);
            }
        });
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }

    private Channel listen(ChannelHandler handler) {
        return new ServerBootstrap()
                .group(sender.loop())
                .channel(sender.socketType())
                .childHandler(handler)
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** How much is sent: {@code perSecond} blocks to {@code readers} in turn, 0 for none; and whether every byte is looked at. */
    record Load(Path file, int block, int blocks, int readers, int perSecond, boolean checksAll) {
        Load checkingAll() {
            return new Load(file, block, blocks, readers, perSecond, true);
        }
    }

    /** Measures echos under a load for so long. */
    StallResult measure(String state, Load load, double seconds) throws Exception {
        long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        if (load.perSecond() == 0) {
            return result(state, EchoClient.run((InetSocketAddress) echo.localAddress(), nanos), 0);
        }
        sender.open(load.file());
        Readers readers = new Readers(sender, load.block(), load.blocks());
        for (int i = 0; i < load.readers(); i++) {
            connect(readers, new Sink(load.block(), load.checksAll()));
        }
        EventLoop loop = sender.loop().next();
        Future<?> ticks = loop.scheduleAtFixedRate(
                readers::sendNext, 0, TimeUnit.SECONDS.toNanos(1) / load.perSecond(), TimeUnit.NANOSECONDS);
        Histogram latencies = EchoClient.run((InetSocketAddress) echo.localAddress(), nanos);
        ticks.cancel(false);
        long sent = awaitIdle(loop, readers);
        if (readers.failure() != null) {
            throw new IOException(sender.name() + ": " + readers.failure(), readers.failure());
        }
        sender.closeFile();
        return result(state, latencies, sent);
    }

    private void connect(Readers readers, Sink sink) throws InterruptedException {
        new Bootstrap()
                .group(clients)
                .channel(NioSocketChannel.class)
                .handler(sink)
                .connect(files.localAddress())
                .sync();
        readers.add(accepted.take(), sink);
    }

    private static long awaitIdle(EventLoop loop, Readers readers) throws Exception {
        long begin = System.nanoTime();
        while (readers.failure() == null && !loop.submit(readers::isIdle).get()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new TimeoutException("blocks are still on their way");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return loop.submit(readers::sent).get();
    }

    private StallResult result(String state, Histogram latencies, long blocks) {
        return new StallResult(
                sender.name(),
                state,
                latencies.getValueAtPercentile(50) / NANOS_PER_MICRO,
                latencies.getValueAtPercentile(99) / NANOS_PER_MICRO,
                latencies.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
                latencies.getMaxValue() / NANOS_PER_MICRO,
                latencies.getTotalCount(),
                blocks,
                true,
                StallResult.RANKS.stream()
                        .map(rank -> latencies.getValueAtPercentile(rank) / NANOS_PER_MICRO)
                        .toList());
    }

    @Override
    public void close() {
        clients.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
        sender.close();
    }
}
