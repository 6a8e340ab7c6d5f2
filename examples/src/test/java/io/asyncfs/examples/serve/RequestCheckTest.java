/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void acceptsTheMethodsAllowed(String method) {
        assertDoesNotThrow(() -> RequestCheck.check(request(method, HttpVersion.HTTP_1_1, "Host", "a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "CONNECT", "TRACE"})
    void knowsTheOtherMethods(String method) {
        HttpError error = refused(request(method, HttpVersion.HTTP_1_1, "Host", "a"));
        assertEquals(405, error.status().code());
        assertFalse(error.isClosing());
    }

    @Test
    void doesNotKnowEveryMethod() {
        assertEquals(501, status("BREW", "Host", "a"));
        assertEquals(501, status("get", "Host", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:80", "a:", "example.org", "127.0.0.1:8080", "[::1]", "[::1]:80", "a_b", "%41"})
    void acceptsHosts(String host) {
        assertDoesNotThrow(() -> RequestCheck.check(request("GET", HttpVersion.HTTP_1_1, "Host", host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a@b", "a:b", "a:80:80", "[::1", "::1", "a?b", "a#b", "a\\b", "a,b c", "%4"})
    void refusesMalformedHosts(String host) {
        assertEquals(400, status("GET", "Host", host));
    }

    @Test
    void aLongHostIsNoDeepOne() {
        for (String part : new String[] {"a", "%41", "a%41"}) {
            String host = part.repeat(16_000 / part.length());
            assertDoesNotThrow(() -> RequestCheck.check(request("GET", HttpVersion.HTTP_1_1, "Host", host)));
            assertEquals(400, status("GET", "Host", host + " "));
        }
    }

    @Test
    void refusesFieldsThatGiveARequestHiddenContent() {
        assertEquals(400, status("GET", "Host", "a", "Sec-WebSocket-Key1", "x", "Sec-WebSocket-Key2", "y"));
        assertDoesNotThrow(
                () -> RequestCheck.check(request("GET", HttpVersion.HTTP_1_1, "Host", "a", "Sec-WebSocket-Key1", "x")));
    }

    @Test
    void wantsOneHostFromHttp11() {
        assertEquals(400, status("GET"));
        assertEquals(400, status("GET", "Host", "a", "Host", "a"));
        assertDoesNotThrow(() -> RequestCheck.check(request("GET", HttpVersion.HTTP_1_0)));
    }

    @Test
    void wantsHttp1() {
        assertEquals(
                505,
                refused(request("GET", HttpVersion.valueOf("HTTP/2.0"), "Host", "a"))
                        .status()
                        .code());
        assertDoesNotThrow(() -> RequestCheck.check(request("GET", HttpVersion.valueOf("HTTP/1.2"), "Host", "a")));
    }

    @Test
    void boundsContent() {
        assertEquals(413, status("GET", "Host", "a", "Content-Length", "65537"));
        assertEquals(405, status("POST", "Host", "a", "Content-Length", "65537"));
        assertTrue(RequestCheck.isTooLarge(request("POST", HttpVersion.HTTP_1_1, "Content-Length", "65537")));
        assertDoesNotThrow(
                () -> RequestCheck.check(request("GET", HttpVersion.HTTP_1_1, "Host", "a", "Content-Length", "65536")));
    }

    @Test
    void knowsOneTransferCodingAndOneExpectation() {
        assertEquals(501, status("GET", "Host", "a", "Transfer-Encoding", "gzip, chunked"));
        assertEquals(417, status("GET", "Host", "a", "Expect", "200-ok"));
        assertDoesNotThrow(() -> RequestCheck.check(request(
                "GET", HttpVersion.HTTP_1_1, "Host", "a", "Transfer-Encoding", "Chunked", "Expect", "100-Continue")));
    }

    private static int status(String method, String... namesAndValues) {
        return refused(request(method, HttpVersion.HTTP_1_1, namesAndValues))
                .status()
                .code();
    }

    private static HttpError refused(HttpRequest request) {
        return assertThrows(HttpError.class, () -> RequestCheck.check(request));
    }

    private static HttpRequest request(String method, HttpVersion version, String... namesAndValues) {
        HttpRequest request = new DefaultHttpRequest(version, HttpMethod.valueOf(method), "/");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.headers().add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return request;
    }
}
