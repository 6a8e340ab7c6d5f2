/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.examples.serve.RawConnection.Answer;
import io.asyncfs.handler.ChunkedAsyncFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are slow, stop or go, and files that change meanwhile. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.serve.Served#backends")
class ServeSlowTest {
    /** More than the sockets of both sides hold. */
    private static final long BIG = 64L << 20;

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final String backend;

    @TempDir
    Path dir;

    ServeSlowTest(String backend) {
        this.backend = backend;
    }

    @Test
    void slowReadersHaveAFewBuffersEach() throws Exception {
        int readers = 100;
        sparse("big", BIG);
        Files.writeString(dir.resolve("small"), "small");
        try (Served served = Served.start(backend, dir)) {
            List<RawConnection> connections = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                connections.add(served.connectNarrow().get("/big"));
            }
            for (RawConnection connection : connections) {
                assertEquals(200, connection.head().status());
            }
            await("all sockets full").until(() -> isStill(served));
            // The user's allocator over-allocates for the alignment; one page each is enough for it.
            int chunks = ChunkedAsyncFile.DEFAULT_READ_AHEAD + 1;
            long bound = readers * chunks * (ChunkedAsyncFile.DEFAULT_CHUNK_SIZE + 16 * 1024L);
            long pinned = served.allocator.pinnedDirectMemory();
            assertTrue(pinned <= bound, pinned + " bytes for " + readers + " readers, expected at most " + bound);
            assertEquals(readers, served.openFiles().size());
            try (RawConnection other = served.connect()) {
                assertEquals("small", other.get("/small").answer().body());
            }
            for (RawConnection connection : connections) {
                connection.close();
            }
            await("files closed").until(() -> served.openFiles().isEmpty());
            await("buffers released").until(() -> served.allocator.pinnedDirectMemory() == 0);
        }
    }

    @Test
    void aSlowReaderGetsEverything() throws Exception {
        sparse("big", BIG);
        try (Served served = Served.start(backend, dir);
                RawConnection connection = served.connectNarrow()) {
            connection.get("/big").get("/big", "Range: bytes=-5");
            assertEquals(200, connection.head().status());
            await("socket full").until(() -> isStill(served));
            connection.in.skipNBytes(BIG);
            assertEquals(206, connection.answer().status());
        }
    }

    @Test
    void aFileThatShrinksEndsTheConnection() throws Exception {
        sparse("big", BIG);
        try (Served served = Served.start(backend, dir);
                RawConnection connection = served.connectNarrow()) {
            Answer head = connection.get("/big").head();
            assertEquals(Long.toString(BIG), head.header("Content-Length"));
            await("socket full").until(() -> isStill(served));
            sparse("big", BIG / 2);
            long received = readToEnd(connection);
            assertTrue(received <= BIG / 2, "got " + received + " bytes of a file that has only " + BIG / 2);
            await("file closed").until(() -> served.openFiles().isEmpty());
        }
    }

    @Test
    void clientsThatGoLeaveNothing() throws Exception {
        sparse("big", BIG);
        try (Served served = Served.start(backend, dir)) {
            for (int i = 0; i < 200; i++) {
                try (RawConnection connection = served.connect()) {
                    connection.get("/big");
                    if (i % 2 == 0) {
                        connection.head();
                    }
                    // A reset, in the middle of whatever the server is doing.
                    connection.socket.setSoLinger(true, i % 3 == 0 ? 0 : 1);
                }
            }
            await("files closed").until(() -> served.openFiles().isEmpty());
            await("buffers released").until(() -> served.allocator.pinnedDirectMemory() == 0);
        }
    }

    @Test
    void aClientThatTakesNothingIsDisconnected() throws Exception {
        sparse("big", BIG);
        try (Served served = Served.start(backend, dir, SHORT, LONG);
                RawConnection connection = served.connectNarrow()) {
            connection.get("/big");
            assertEquals(200, connection.head().status());
            await("given up").until(() -> served.openFiles().isEmpty());
            assertTrue(readToEnd(connection) < BIG, "expected an incomplete answer");
        }
    }

    @Test
    void aClientThatTakesALittleIsNotDisconnected() throws Exception {
        sparse("big", BIG);
        Duration idle = SHORT.multipliedBy(3);
        try (Served served = Served.start(backend, dir, idle, LONG);
                RawConnection connection = served.connect()) {
            connection.get("/big").head();
            long start = System.nanoTime();
            byte[] some = new byte[(int) (BIG / 100)];
            long received = 0;
            // Over several idle timeouts, with pauses shorter than one of them.
            while (received < BIG) {
                int n = connection.in.readNBytes(some, 0, (int) Math.min(some.length, BIG - received));
                assertTrue(n > 0, "disconnected after " + received + " bytes");
                received += n;
                LockSupport.parkNanos(idle.toNanos() / 20);
            }
            assertTrue(System.nanoTime() - start > idle.multipliedBy(3).toNanos());
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        Files.writeString(dir.resolve("a"), "aaa");
        try (Served served = Served.start(backend, dir, SHORT, LONG);
                RawConnection connection = served.connect()) {
            assertEquals("aaa", connection.get("/a").answer().body());
            long start = System.nanoTime();
            connection.assertClosed();
            Duration idle = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(idle.compareTo(SHORT.dividedBy(2)) > 0, "closed after " + idle);
        }
    }

    @Test
    void aRequestMustArriveInTime() throws Exception {
        Files.writeString(dir.resolve("a"), "aaa");
        try (Served served = Served.start(backend, dir, LONG, SHORT.multipliedBy(5));
                RawConnection silent = served.connect();
                RawConnection trickling = served.connect();
                RawConnection second = served.connect();
                RawConnection idle = served.connect();
                RawConnection content = served.connect()) {
            assertEquals("aaa", idle.get("/a").answer().body());
            idle.send("\r\n"); // begins no request
            trickling.send("GET /a HTTP/1.1\r\nHost: te");
            second.get("/a");
            content.get("/a", "Content-Length: 3").send("ab");
            silent.assertClosed();
            assertEquals(408, trickling.answer().status());
            trickling.assertClosed();
            assertEquals("aaa", second.answer().body());
            second.send("GET");
            assertEquals(408, second.answer().status());
            second.assertClosed();
            assertEquals("aaa", content.answer().body());
            content.assertClosed();
            assertEquals("aaa", idle.get("/a").answer().body());
        }
    }

    /** Sets the length of a file without using disk space. */
    private void sparse(String name, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(dir.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    /** Returns whether the server has stopped to read: its counters do not move while a request is answered. */
    private boolean isStill(Served served) throws IOException {
        long before = reads(served);
        for (int i = 0; i < 20; i++) {
            try (RawConnection other = served.connect()) {
                other.get("/missing").answer();
            }
        }
        return reads(served) == before;
    }

    private long reads(Served served) {
        return served.fs.counters().snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".read"))
                .mapToLong(counter -> counter.getValue())
                .sum();
    }

    private static long readToEnd(RawConnection connection) throws IOException {
        long received = 0;
        byte[] some = new byte[64 * 1024];
        try {
            for (int n = connection.in.read(some); n >= 0; n = connection.in.read(some)) {
                received += n;
            }
        } catch (SocketException e) {
            // A reset ends a connection too.
        }
        return received;
    }
}
