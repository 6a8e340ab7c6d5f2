/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.asyncfs.examples.serve.RawConnection.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How it is served: the rules of RFC 9112, byte by byte. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.serve.Served#backends")
class ServeProtocolTest {
    private final String backend;

    @TempDir
    Path dir;

    private Served served;
    private RawConnection connection;

    ServeProtocolTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(dir.resolve("a"), "aaa");
        Files.writeString(dir.resolve("b"), "b".repeat(1_000_000));
        served = Served.start(backend, dir);
        connection = served.connect();
    }

    @AfterEach
    void stop() throws IOException {
        connection.close();
        served.close();
    }

    @Test
    void keepsTheConnection() throws IOException {
        for (int i = 0; i < 3; i++) {
            Answer answer = connection.get("/a").answer();
            assertEquals("aaa", answer.body());
            assertNull(answer.header("Connection"));
        }
    }

    @Test
    void closesWhenAsked() throws IOException {
        assertEquals("close", connection.get("/a", "Connection: close").answer().header("Connection"));
        connection.assertClosed();
    }

    @Test
    void closesForHttp10UnlessAsked() throws IOException {
        Answer kept = connection
                .send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                .answer();
        assertEquals("keep-alive", kept.header("Connection"));
        Answer last = connection.send("GET /a HTTP/1.0\r\n\r\n").answer();
        assertEquals("aaa", last.body());
        connection.assertClosed();
    }

    @Test
    void answersAClientThatClosedItsHalf() throws IOException {
        connection.get("/a").get("/a");
        connection.socket.shutdownOutput();
        assertEquals("aaa", connection.answer().body());
        assertEquals("aaa", connection.answer().body());
        connection.assertClosed();
    }

    @Test
    void sendsALargeAnswerToAClientThatClosedItsHalf() throws IOException {
        int size = 64 << 20;
        try (RandomAccessFile file = new RandomAccessFile(dir.resolve("large").toFile(), "rw")) {
            file.setLength(size);
        }
        connection.get("/large");
        connection.socket.shutdownOutput();
        assertEquals(200, connection.head().status());
        connection.in.skipNBytes(size);
        connection.assertClosed();
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        int rounds = 3 * StaticFileHandler.MAX_WAITING;
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < rounds; i++) {
            String target = i % 3 == 0 ? "/b" : i % 3 == 1 ? "/a" : "/missing";
            requests.append("GET ").append(target).append(" HTTP/1.1\r\nHost: test\r\n\r\n");
        }
        connection.send(requests.toString());
        for (int i = 0; i < rounds; i++) {
            Answer answer = connection.answer();
            assertEquals(i % 3 == 2 ? 404 : 200, answer.status(), "answer " + i);
            assertEquals(new int[] {1_000_000, 3, 14}[i % 3], answer.body().length(), "answer " + i);
        }
    }

    /** The second is begun by a listener, from which nothing may be thrown: Netty would drop it, and the answer with it. */
    @Test
    void answersALongHostBehindAnotherRequest() throws IOException {
        String host = "h".repeat(15_000);
        connection.get("/b").send("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        connection.send("GET http://" + "h".repeat(8_000) + "/a HTTP/1.1\r\nHost: test\r\n\r\n");
        assertEquals(200, connection.answer().status());
        assertEquals("aaa", connection.answer().body());
        assertEquals("aaa", connection.answer().body());
    }

    @Test
    void readsARequestInPieces() throws IOException {
        for (char c : "\r\nGET /a HTTP/1.1\r\nHost: test\r\n\r\n".toCharArray()) {
            connection.send(String.valueOf(c));
        }
        assertEquals("aaa", connection.answer().body());
    }

    @Test
    void refusesOtherMethods() throws IOException {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "TRACE"}) {
            Answer answer = connection
                    .send(method + " /a HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc")
                    .answer();
            assertEquals(405, answer.status(), method);
            assertEquals("GET, HEAD, OPTIONS", answer.header("Allow"));
        }
        assertEquals(
                501,
                connection
                        .send("BREW /a HTTP/1.1\r\nHost: test\r\n\r\n")
                        .answer()
                        .status());
        for (String target : new String[] {"/a", "*"}) {
            Answer options = connection
                    .send("OPTIONS " + target + " HTTP/1.1\r\nHost: test\r\n\r\n")
                    .answer();
            assertEquals(204, options.status());
            assertEquals("GET, HEAD, OPTIONS", options.header("Allow"));
        }
    }

    @Test
    void acceptsAbsoluteTargets() throws IOException {
        assertEquals(
                "aaa", connection.get("http://elsewhere.example:81/a").answer().body());
        assertEquals(
                "aaa", connection.get("HTTPS://elsewhere.example/a?q").answer().body());
    }

    @Test
    void refusesWhatIsMalformed() throws IOException {
        String[] requests = {
            "GET /a HTTP/1.1\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET a HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a\r\nHost: a\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /a HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            "\u0016\u0003\u0001\u0002\r\n\r\n"
        };
        for (String request : requests) {
            assertRefused(400, request);
        }
    }

    @Test
    void boundsWhatItReads() throws IOException {
        String host = " HTTP/1.1\r\nHost: a\r\n";
        assertRefused(414, "GET /" + "a".repeat(Connections.MAX_REQUEST_LINE) + host + "\r\n");
        assertRefused(431, "GET /a" + host + "X: " + "x".repeat(Connections.MAX_FIELDS) + "\r\n\r\n");
        assertRefused(413, "GET /a" + host + "Content-Length: 100000000\r\n\r\n");
        assertRefused(501, "GET /a" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        assertRefused(505, "GET /a HTTP/2.0\r\nHost: a\r\n\r\n");
        assertRefused(417, "GET /a" + host + "Expect: more\r\n\r\n");
    }

    @Test
    void anErrorWaitsForTheAnswersBeforeIt() throws IOException {
        connection.get("/b").get("/a").send("GET /a HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\nHost: test\r\n\r\n");
        assertEquals(200, connection.answer().status());
        assertEquals(200, connection.answer().status());
        assertEquals(400, connection.answer().status());
        connection.assertClosed();
    }

    @Test
    void dropsContent() throws IOException {
        connection.get("/a", "Content-Length: 5").send("12345");
        assertEquals("aaa", connection.answer().body());
        connection.get("/a", "Transfer-Encoding: chunked").send("3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n");
        assertEquals("aaa", connection.answer().body());
        assertEquals("aaa", connection.get("/a").answer().body());
    }

    @Test
    void endsAConnectionWithTooMuchOrMalformedContent() throws IOException {
        String chunk = Integer.toHexString(RequestCheck.MAX_CONTENT + 1) + "\r\n";
        connection.get("/a", "Transfer-Encoding: chunked").send(chunk + "x".repeat(RequestCheck.MAX_CONTENT + 1));
        connection.answer();
        connection.assertClosed();
        try (RawConnection other = served.connect()) {
            other.get("/a", "Transfer-Encoding: chunked").send("zz\r\n");
            other.answer();
            other.assertClosed();
        }
    }

    @Test
    void saysWhenToGoOn() throws IOException {
        connection.get("/b").get("/a", "Expect: 100-continue", "Content-Length: 5");
        assertEquals(1_000_000, connection.answer().body().length());
        assertEquals(100, connection.head().status());
        connection.send("12345");
        assertEquals("aaa", connection.answer().body());
        // Not when the content is there already, nor when the answer is an error.
        connection.get("/a", "Expect: 100-continue");
        assertEquals(200, connection.answer().status());
        connection.send("POST /a HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
        assertEquals(405, connection.answer().status());
        connection.assertClosed();
    }

    @Test
    void closesWhenItIsNotKnownWhetherTheContentComes() throws IOException {
        connection.send("OPTIONS * HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 50\r\n\r\n");
        Answer answer = connection.answer();
        assertEquals(204, answer.status());
        assertEquals("close", answer.header("Connection"));
        connection.assertClosed();
    }

    private void assertRefused(int status, String request) throws IOException {
        try (RawConnection refused = served.connect()) {
            Answer answer = refused.send(request).answer();
            assertEquals(status, answer.status(), request.substring(0, Math.min(100, request.length())));
            assertEquals("close", answer.header("Connection"));
            refused.assertClosed();
        }
    }
}
