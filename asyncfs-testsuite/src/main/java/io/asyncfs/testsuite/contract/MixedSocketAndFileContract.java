/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.BackendUnderTest.Transport;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.AutoScalingEventExecutorChooserFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One loop for sockets and files: servers that answer from files, beside timers, datagrams and scaling groups. */
class MixedSocketAndFileContract extends Contract {
    private SocketPair sockets;

    @BeforeEach
    void needsLoops() {
        assumeTrue(loop() != null, "this run has no loops");
        sockets = new SocketPair(fs(), backend().transport() == Transport.NIO);
    }

    /** Opens a file and reads it on a loop, from all sides at once: nothing here may wait. */
    private Future<ByteBuf> readOn(EventLoop loop, Path path, long position, int length) {
        Promise<ByteBuf> result = GlobalEventExecutor.INSTANCE.newPromise();
        fs().open(loop, path).addListener((Future<AsyncFile> open) -> {
            if (!open.isSuccess()) {
                result.setFailure(open.cause());
                return;
            }
            open.getNow()
                    .read(position, length)
                    .addListener((Future<ByteBuf> read) -> open.getNow().close().addListener(closed -> {
                        if (read.isSuccess()) {
                            result.setSuccess(read.getNow());
                        } else {
                            result.setFailure(read.cause());
                        }
                    }));
        });
        return result;
    }

    @Test
    @Tag("concurrent")
    void aServerAnswersFromFilesOnItsOwnLoops() throws Exception {
        Path path = file("served", 1 << 20);
        EventLoopGroup group = owned(backend().newGroup(fs(), 2));
        AsyncFile file = await(fs().open(group.next(), path));
        Channel server = sockets.serve(group, new FileServer(fs(), path));
        List<Future<ByteBuf>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(sockets.ask(group, server.localAddress(), i * 1000L, 5000 + i));
        }
        for (int i = 0; i < 100; i++) {
            ByteBuf answer = await(answers.get(i));
            Content.assertAt(i * 1000L, 5000 + i, answer);
            answer.release();
        }
        await(server.close());
        await(file.close());
    }

    @Test
    void severalServersShareAGroup() throws Exception {
        EventLoopGroup group = owned(backend().newGroup(fs(), 1));
        Map<Channel, Path> servers = new HashMap<>();
        for (int i = 1; i <= 3; i++) {
            Path path = file("served" + i, 10_000 * i);
            servers.put(sockets.serve(group, new FileServer(fs(), path)), path);
        }
        for (Map.Entry<Channel, Path> server : servers.entrySet()) {
            int size = (int) Files.size(server.getValue());
            ByteBuf answer = await(sockets.ask(group, server.getKey().localAddress(), 0, size));
            Content.assertAt(0, size, answer);
            answer.release();
            await(server.getKey().close());
        }
    }

    @Test
    void timersFireWhileFilesAreRead() throws Exception {
        AsyncFile file = open(file("a", 100_000));
        AtomicInteger ticks = new AtomicInteger();
        Future<?> timer = loop().scheduleAtFixedRate(ticks::incrementAndGet, 1, 1, MILLISECONDS);
        int reads = 0;
        while (ticks.get() < 20) {
            assertTrue(await(file.read(reads++ % 100 * 1000L, 1000)).release());
        }
        assertTrue(timer.cancel(false));
        assertTrue(reads > 0);
    }

    @Test
    void datagramsTravelBesideFiles() throws Exception {
        EventLoopGroup group = group(fs());
        Path path = file("a", 1000);
        Promise<ByteBuf> received = GlobalEventExecutor.INSTANCE.newPromise();
        Channel receiver = sockets.datagram(group, new SimpleChannelInboundHandler<DatagramPacket>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
                received.setSuccess(packet.content().retain());
            }
        });
        Channel sender = sockets.datagram(group, new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {}
        });
        ByteBuf content = await(readOn(loop(), path, 0, 1000));
        await(sender.writeAndFlush(new DatagramPacket(content, (InetSocketAddress) receiver.localAddress())));
        ByteBuf packet = await(received);
        Content.assertAt(0, 1000, packet);
        packet.release();
        await(sender.close());
        await(receiver.close());
    }

    @Test
    @Tag("linux")
    void epollChannelClassesWorkUnchanged() throws Exception {
        assumeTrue(backend().transport() == Transport.EPOLL, "the sockets of this run are not on epoll");
        assertEquals(
                "io.netty.channel.epoll.EpollServerSocketChannel",
                fs().serverSocketChannelType().getName());
        assertEquals(
                "io.netty.channel.epoll.EpollSocketChannel",
                fs().socketChannelType().getName());
        assertEquals(
                "io.netty.channel.epoll.EpollDatagramChannel",
                fs().datagramChannelType().getName());
        Class<? extends IoHandler> epoll =
                Class.forName("io.netty.channel.epoll.EpollIoHandler").asSubclass(IoHandler.class);
        IoEventLoopGroup group = owned(fs().newEventLoopGroup(1));
        assertTrue(group.isIoType(epoll), "by which code in the wild chooses its channel class");
        assertFalse(group.isIoType(io.netty.channel.nio.NioIoHandler.class));
    }

    @Test
    @Tag("linux")
    void domainSocketsWorkBesideFiles() throws Exception {
        assumeTrue(backend().transport() == Transport.EPOLL, "the sockets of this run are not on epoll");
        Path socket = Files.createTempDirectory("s").resolve("s");
        Path path = file("served", 10_000);
        EventLoopGroup group = group(fs());
        SocketPair domain = sockets.with(
                Class.forName("io.netty.channel.epoll.EpollServerDomainSocketChannel")
                        .asSubclass(ServerChannel.class),
                Class.forName("io.netty.channel.epoll.EpollDomainSocketChannel").asSubclass(Channel.class));
        DomainSocketAddress address = new DomainSocketAddress(socket.toFile());
        Channel server = domain.serve(group, new FileServer(fs(), path), address);
        ByteBuf answer = await(domain.ask(group, address, 100, 5000));
        Content.assertAt(100, 5000, answer);
        answer.release();
        await(server.close());
        Files.deleteIfExists(socket);
        Files.delete(socket.getParent());
    }

    @Test
    @Tag("concurrent")
    void aGroupThatScalesItselfKeepsItsFiles() throws Exception {
        MultiThreadIoEventLoopGroup group = owned(new MultiThreadIoEventLoopGroup(
                3,
                null,
                new AutoScalingEventExecutorChooserFactory(1, 3, 50, MILLISECONDS, 0.5, 0.95, 1, 1, 1),
                backend().handlers(fs())));
        Path path = file("a", 100_000);
        Map<EventExecutor, AsyncFile> files = new HashMap<>();
        for (EventExecutor executor : group) {
            files.put(executor, await(fs().open(executor, path)));
        }
        assertEquals(3, files.size());
        for (int round = 0; round < 3; round++) {
            for (Map.Entry<EventExecutor, AsyncFile> entry : files.entrySet()) {
                assertSame(entry.getKey(), entry.getValue().executor());
                for (int i = 0; i < 50; i++) {
                    Future<ByteBuf> read = entry.getValue().read(i * 1000L, 1000);
                    // What the group does to an idle loop: the thread of one with files stays.
                    assertFalse(((SingleThreadEventExecutor) entry.getKey()).trySuspend());
                    ByteBuf buffer = await(read);
                    Content.assertAt(i * 1000L, 1000, buffer);
                    buffer.release();
                }
                assertEquals(10, await(entry.getValue().read(Unpooled.buffer(10, 10))));
            }
        }
        for (AsyncFile file : files.values()) {
            assertEquals(30, await(file.position()));
            await(file.close());
        }
    }

    @Test
    void clientsConnectWithABootstrapOfTheirOwn() throws Exception {
        Path path = file("served", 1000);
        Channel server = sockets.serve(group(fs()), new FileServer(fs(), path));
        Bootstrap refused = new Bootstrap()
                .group(group(fs()))
                .channel(sockets.client())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {}
                });
        await(await0(refused, server).close());
        await(server.close());
        assertFalse(done(refused.connect(server.localAddress())).isSuccess());
    }

    private static Channel await0(Bootstrap bootstrap, Channel server) {
        var connect = bootstrap.connect(server.localAddress());
        await(connect);
        return connect.channel();
    }
}
