/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.DirectIo;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.asyncfs.testsuite.contract.handler.OneFileServer.Protocol;
import io.asyncfs.testsuite.harness.BackendUnderTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole transfers over real connections to clients of the JDK. */
class ChunkedTransferContract extends ChunkContract {
    private static final byte[] CONTENT = bytes(3_000_001);

    private static final int CLIENTS = 20;

    /** More than twice of what the sockets of both sides hold, and with HTTP/2 the client's windows. */
    private static final long BIG = 16L << 20;

    private static Certificate certificate;
    private static Clients clients;

    @BeforeAll
    static void makeClients(@TempDir Path keys) throws Exception {
        certificate = new Certificate(keys);
        clients = new Clients(certificate, CLIENTS);
    }

    @AfterAll
    static void dropClients() {
        clients = null;
    }

    private OneFileServer serve(Path path, Protocol protocol) throws IOException {
        boolean nio = backend().transport() == BackendUnderTest.Transport.NIO;
        return new OneFileServer(
                fs,
                group(fs),
                nio ? NioServerSocketChannel.class : fs.serverSocketChannelType(),
                path,
                protocol,
                certificate);
    }

    /** Sets the length of a file without using disk space. */
    private Path sparse(String name, long size) throws IOException {
        Path path = path(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversTheFile(Protocol protocol) throws Exception {
        Path path = fileOf(CONTENT);
        try (OneFileServer server = serve(path, protocol);
                InputStream in = clients.download(server.address().getPort(), protocol)) {
            assertArrayEquals(CONTENT, in.readAllBytes());
            eventually("written").until(() -> server.outcomes.size() == 1);
            assertEquals("", server.outcomes.poll());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversARange(Protocol protocol) throws Exception {
        Path path = fileOf(CONTENT);
        try (OneFileServer server = serve(path, protocol)) {
            server.chunks = (file, channel) -> new ChunkedAsyncFile(file, channel, 1_000_001, 70_000);
            try (InputStream in = clients.download(server.address().getPort(), protocol)) {
                assertPart(CONTENT, 1_000_001, 70_000, Unpooled.wrappedBuffer(in.readAllBytes()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversAnEmptyFile(Protocol protocol) throws Exception {
        try (OneFileServer server = serve(fileOf(new byte[0]), protocol)) {
            server.afterHandshake = true;
            try (InputStream in = clients.download(server.address().getPort(), protocol)) {
                assertEquals(0, in.readAllBytes().length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2", mode = EnumSource.Mode.EXCLUDE)
    void theThreeExecutorsMayDiffer(Protocol protocol) throws Exception {
        Path path = fileOf(CONTENT);
        DefaultEventExecutorGroup handlers = owned(new DefaultEventExecutorGroup(1));
        try (OneFileServer server = serve(path, protocol)) {
            server.handlers = handlers;
            server.foreignExecutor = true;
            for (int i = 0; i < 5; i++) {
                try (InputStream in = clients.download(server.address().getPort(), protocol)) {
                    assertArrayEquals(CONTENT, in.readAllBytes());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowClientHasAFewBuffersAndOneThatGoesNone(Protocol protocol) throws Exception {
        try (OneFileServer server = serve(sparse("big", BIG), protocol)) {
            List<InputStream> slow = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                InputStream in = clients.download(server.address().getPort(), protocol);
                assertEquals(0, in.read());
                slow.add(in);
            }
            untilNothingIsRead();
            // Read ahead two, on its way one; the allocator over-allocates for the alignment, one page each is enough.
            // TLS
            // makes a copy of what is on its way, and HTTP/2 has a window of its own for each stream.
            long bound = CLIENTS * 6L * (ChunkedAsyncFile.DEFAULT_CHUNK_SIZE + 16 * 1024);
            long pinned = allocator.pinnedDirectMemory();
            assertTrue(pinned <= bound, pinned + " bytes for " + CLIENTS + " clients, expected at most " + bound);
            assertEquals(CLIENTS, openFiles().size());
            for (InputStream in : slow) {
                in.close();
            }
            assertNothingLeft();
            eventually("all told").until(() -> server.outcomes.size() == CLIENTS);
            server.outcomes.forEach(outcome -> assertInstanceOf(Exception.class, outcome));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrinksEndsTheTransfer(Protocol protocol) throws Exception {
        Path path = sparse("big", BIG);
        try (OneFileServer server = serve(path, protocol);
                InputStream in = clients.download(server.address().getPort(), protocol)) {
            assertEquals(0, in.read());
            untilNothingIsRead();
            sparse("big", BIG / 2);
            long received = 1;
            try {
                byte[] some = new byte[1 << 16];
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    received += n;
                }
            } catch (IOException e) {
                // what a client makes of an answer that ends too early
            }
            assertTrue(received <= BIG / 2, "got " + received + " bytes of a file that has only " + BIG / 2);
            eventually("told").until(() -> !server.outcomes.isEmpty());
            assertInstanceOf(EOFException.class, server.outcomes.poll());
        }
    }

    @Test
    void clientsThatGoLeaveNothing() throws Exception {
        try (OneFileServer server = serve(sparse("big", BIG), Protocol.RAW)) {
            for (int i = 0; i < 200; i++) {
                try (Socket socket = new Socket("localhost", server.address().getPort())) {
                    if (i % 2 == 0) {
                        socket.getInputStream().skipNBytes(i * 1000L);
                    }
                    socket.setSoLinger(true, 0); // a reset, in the middle of whatever the server is doing
                }
            }
            assertNothingLeft();
        }
    }

    @Test
    void aDirectFileMayBeSentFromAnyOffset() throws Exception {
        Path path = fileOf(CONTENT);
        EmbeddedChannel channel = new EmbeddedChannel();
        ChunkedAsyncFile chunks = new ChunkedAsyncFile(
                await(fs.open(path, DirectIo.PREFERRED)), channel, 12_345, CONTENT.length - 12_345);
        List<ByteBuf> parts = new ArrayList<>();
        while (!chunks.isEndOfInput()) {
            ByteBuf part = chunks.readChunk(channel.alloc());
            if (part != null) {
                parts.add(part);
            }
        }
        assertPart(CONTENT, 12_345, CONTENT.length - 12_345, Unpooled.wrappedBuffer(parts.toArray(ByteBuf[]::new)));
        channel.finishAndReleaseAll();
        chunks.closeFuture().sync();
    }

    /** The sockets of both sides are full when no counter of reads moves any more. */
    private void untilNothingIsRead() {
        AtomicLong last = new AtomicLong();
        eventually("all full").during(Duration.ofMillis(50)).until(() -> last.getAndSet(reads()) == last.get());
    }

    private long reads() {
        return fs.counters().snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".read"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }
}
