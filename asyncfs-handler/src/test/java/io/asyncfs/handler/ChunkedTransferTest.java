/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.handler;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.DirectIo;
import io.asyncfs.handler.OneFileServer.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole transfers over real connections to clients of the JDK. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.handler.Scene#backends")
class ChunkedTransferTest {
    private static final byte[] CONTENT = Scene.bytes(3_000_001);

    /** More than the sockets of both sides hold. */
    private static final long BIG = 64L << 20;

    @TempDir
    static Path keys;

    private static Certificate certificate;

    @Parameter
    String backend;

    @TempDir
    Path dir;

    private Scene scene;
    private DefaultEventExecutorGroup handlers;

    @BeforeEach
    void open() throws Exception {
        if (certificate == null) {
            certificate = new Certificate(keys);
        }
        scene = new Scene(backend, dir);
    }

    @AfterEach
    void nothingIsLeft() {
        scene.close();
        if (handlers != null) {
            handlers.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private OneFileServer serve(Path path, Protocol protocol) throws IOException {
        return new OneFileServer(scene, path, protocol, certificate);
    }

    /** Sets the length of a file without using disk space. */
    private Path sparse(String name, long size) throws IOException {
        Path path = dir.resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    private static InputStream download(OneFileServer server, Protocol protocol) throws Exception {
        int port = server.address().getPort();
        switch (protocol) {
            case RAW -> {
                return new Socket("localhost", port).getInputStream();
            }
            case TLS -> {
                return certificate
                        .client
                        .getSocketFactory()
                        .createSocket("localhost", port)
                        .getInputStream();
            }
            default -> {
                boolean two = protocol == Protocol.HTTP_2;
                HttpClient client = HttpClient.newBuilder()
                        .version(two ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                        .sslContext(certificate.client)
                        .build();
                URI uri = URI.create((two ? "https" : "http") + "://localhost:" + port + "/");
                HttpResponse<InputStream> response =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream());
                assertEquals(200, response.statusCode());
                assertEquals(two ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1, response.version());
                return response.body();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversTheFile(Protocol protocol) throws Exception {
        Path path = scene.file("file", CONTENT.length);
        try (OneFileServer server = serve(path, protocol);
                InputStream in = download(server, protocol)) {
            assertArrayEquals(CONTENT, in.readAllBytes());
            await("written").until(() -> server.outcomes.size() == 1);
            assertEquals("", server.outcomes.poll());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversARange(Protocol protocol) throws Exception {
        Path path = scene.file("file", CONTENT.length);
        try (OneFileServer server = serve(path, protocol)) {
            server.chunks = (file, channel) -> new ChunkedAsyncFile(file, channel, 1_000_001, 70_000);
            try (InputStream in = download(server, protocol)) {
                Scene.assertPart(CONTENT, 1_000_001, 70_000, Unpooled.wrappedBuffer(in.readAllBytes()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProtocolDeliversAnEmptyFile(Protocol protocol) throws Exception {
        try (OneFileServer server = serve(scene.file("file", 0), protocol)) {
            server.afterHandshake = true;
            try (InputStream in = download(server, protocol)) {
                assertEquals(0, in.readAllBytes().length);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_2", mode = EnumSource.Mode.EXCLUDE)
    void theThreeExecutorsMayDiffer(Protocol protocol) throws Exception {
        Path path = scene.file("file", CONTENT.length);
        handlers = new DefaultEventExecutorGroup(1);
        try (OneFileServer server = serve(path, protocol)) {
            server.handlers = handlers;
            server.foreignExecutor = true;
            for (int i = 0; i < 20; i++) {
                try (InputStream in = download(server, protocol)) {
                    assertArrayEquals(CONTENT, in.readAllBytes());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowClientHasAFewBuffersAndOneThatGoesNone(Protocol protocol) throws Exception {
        int clients = 20;
        try (OneFileServer server = serve(sparse("big", BIG), protocol)) {
            List<InputStream> slow = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                InputStream in = download(server, protocol);
                assertEquals(0, in.read());
                slow.add(in);
            }
            await("all full").until(this::isStill);
            // Read ahead two, on its way one; the allocator over-allocates for the alignment, one page each is enough.
            // TLS
            // makes a copy of what is on its way, and HTTP/2 has a window of its own for each stream.
            long bound = clients * 6L * (ChunkedAsyncFile.DEFAULT_CHUNK_SIZE + 16 * 1024);
            long pinned = scene.allocator.pinnedDirectMemory();
            assertTrue(pinned <= bound, pinned + " bytes for " + clients + " clients, expected at most " + bound);
            assertEquals(clients, scene.openFiles().size());
            for (InputStream in : slow) {
                in.close();
            }
            scene.assertNothingLeft();
            await("all told").until(() -> server.outcomes.size() == clients);
            server.outcomes.forEach(outcome -> assertInstanceOf(Exception.class, outcome));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrinksEndsTheTransfer(Protocol protocol) throws Exception {
        Path path = sparse("big", BIG);
        try (OneFileServer server = serve(path, protocol);
                InputStream in = download(server, protocol)) {
            assertEquals(0, in.read());
            await("full").until(this::isStill);
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
            await("told").until(() -> !server.outcomes.isEmpty());
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
            scene.assertNothingLeft();
        }
    }

    @Test
    void aDirectFileMayBeSentFromAnyOffset() throws Exception {
        Path path = scene.file("file", CONTENT.length);
        EmbeddedChannel channel = new EmbeddedChannel();
        ChunkedAsyncFile chunks = new ChunkedAsyncFile(
                scene.fs.open(path, DirectIo.PREFERRED).get(), channel, 12_345, CONTENT.length - 12_345);
        List<ByteBuf> parts = new ArrayList<>();
        while (!chunks.isEndOfInput()) {
            ByteBuf part = chunks.readChunk(channel.alloc());
            if (part != null) {
                parts.add(part);
            }
        }
        Scene.assertPart(
                CONTENT, 12_345, CONTENT.length - 12_345, Unpooled.wrappedBuffer(parts.toArray(ByteBuf[]::new)));
        channel.finishAndReleaseAll();
        chunks.closeFuture().sync();
    }

    /** Returns whether nothing is read any more: no counter of reads moves within a few milliseconds. */
    private boolean isStill() throws InterruptedException {
        long before = reads();
        Thread.sleep(50);
        return reads() == before;
    }

    private long reads() {
        return scene.fs.counters().snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".read"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }
}
