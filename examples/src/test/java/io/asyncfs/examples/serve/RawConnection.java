/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly the bytes it is given, and reads answers framed by Content-Length. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    final Socket socket;
    final InputStream in;

    /**
     * One answer.
     *
     * @param headers by name in lower case
     * @param body one char per byte
     */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects; a receive buffer of 0 bytes means the system's default. */
    static RawConnection to(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address);
        return new RawConnection(socket);
    }

    /** Sends one byte per char. */
    RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    RawConnection get(String target, String... fields) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: test\r\n"
                + (fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n") + "\r\n");
    }

    /** Reads the head and the body of an answer to anything but HEAD. */
    Answer answer() throws IOException {
        Answer head = head();
        int length = Integer.parseInt(head.headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("expected " + length + " bytes of content, got " + body.length);
        }
        return new Answer(head.status, head.headers, new String(body, ISO_8859_1));
    }

    /** Reads only the head. */
    Answer head() throws IOException {
        String status = line();
        assertEquals("HTTP/1.1 ", status.substring(0, 9));
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            assertEquals(null, headers.put(name, line.substring(colon + 1).strip()), "twice: " + line);
        }
        return new Answer(Integer.parseInt(status.substring(9, 12)), headers, "");
    }

    /** Fails unless the server closes the connection without another byte. */
    void assertClosed() throws IOException {
        assertEquals(-1, in.read(), "expected the end of the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended after '" + line + "'");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
