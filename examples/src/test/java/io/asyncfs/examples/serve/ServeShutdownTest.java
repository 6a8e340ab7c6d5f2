/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How a server stops. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.serve.Served#backends")
class ServeShutdownTest {
    private static final int BIG = 64 << 20;

    private final String backend;

    @TempDir
    Path dir;

    ServeShutdownTest(String backend) {
        this.backend = backend;
    }

    @Test
    void finishesWhatIsBeingSent() throws Exception {
        big();
        try (Served served = Served.start(backend, dir);
                RawConnection downloading = served.connectNarrow();
                RawConnection idle = served.connect()) {
            assertEquals(404, idle.get("/missing").answer().status());
            // The second request has not begun to be answered: it is not.
            downloading.get("/big").get("/big");
            assertEquals(200, downloading.head().status());
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> served.server.close(Duration.ofSeconds(60)));
            idle.assertClosed();
            assertThrows(ConnectException.class, served::connect);
            downloading.in.skipNBytes(BIG);
            downloading.assertClosed();
            closing.get(20, TimeUnit.SECONDS);
            assertTrue(served.server.group().awaitTermination(30, TimeUnit.SECONDS));
        }
    }

    /** More than the server takes in while it answers: a socket closed over unread input is reset, and the answer cut. */
    @Test
    void finishesWhatIsBeingSentToAClientThatGoesOnAsking() throws Exception {
        big();
        try (Served served = Served.start(backend, dir);
                RawConnection downloading = served.connectNarrow();
                RawConnection idle = served.connect()) {
            assertEquals(404, idle.get("/missing").answer().status());
            downloading.send("GET /big HTTP/1.1\r\nHost: test\r\n\r\n".repeat(1_000));
            assertEquals(200, downloading.head().status());
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(() -> served.server.close(Duration.ofSeconds(60)));
            idle.assertClosed();
            downloading.in.skipNBytes(BIG);
            downloading.assertClosed();
            downloading.socket.close();
            closing.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void givesUpAfterTheGraceTime() throws Exception {
        big();
        try (Served served = Served.start(backend, dir);
                RawConnection stuck = served.connectNarrow()) {
            assertEquals(200, stuck.get("/big").head().status());
            served.server.close(Duration.ofMillis(200));
            assertTrue(served.server.group().awaitTermination(30, TimeUnit.SECONDS));
            await("file closed").until(() -> served.openFiles().isEmpty());
            assertThrows(IOException.class, () -> stuck.in.skipNBytes(BIG));
        }
    }

    @Test
    void canBeClosedTwice() throws Exception {
        Served served = Served.start(backend, dir);
        served.server.close();
        served.close();
        assertThrows(ConnectException.class, served::connect);
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        try (Served served = Served.start(backend, dir)) {
            Path missing = dir.resolve("missing");
            assertThrows(
                    NoSuchFileException.class,
                    () -> StaticFileServer.start(served.fs, missing, ServerOptions.defaults()));
            ServerOptions defaults = ServerOptions.defaults();
            ServerOptions taken =
                    new ServerOptions(served.server.address(), 1, defaults.idleTimeout(), defaults.headerTimeout());
            IOException e = assertThrows(IOException.class, () -> StaticFileServer.start(served.fs, dir, taken));
            assertTrue(e.getMessage().startsWith("cannot listen on 127.0.0.1"), e.getMessage());
        }
    }

    private void big() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(dir.resolve("big").toFile(), "rw")) {
            file.setLength(BIG);
        }
    }
}
