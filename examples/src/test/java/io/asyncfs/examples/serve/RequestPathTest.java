/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @CsvSource({
        "/, index.html",
        "/a.txt, a.txt",
        "/a/b.txt, a/b.txt",
        "/a/, a/index.html",
        "//a///b.txt, a/b.txt",
        "/a%20b, a b",
        "/a+b, a+b",
        "/%61, a",
        "/%2561, %61",
        "/a?b=/../c, a",
        "/a?b?c, a",
        "/.well-known/x, .well-known/x",
        "/a..b, a..b",
        "/a., a.",
        "http://example.org/a, a",
        "HTTP://example.org:80/a/, a/index.html",
        "https://[::1]:8443/a, a",
        "http://example.org, index.html",
        "http://example.org?q, index.html"
    })
    void namesAFile(String target, String file) throws HttpError {
        assertEquals(Path.of(file), RequestPath.parse(target).file());
    }

    @Test
    void decodesUtf8EscapedOrNot() throws HttpError {
        assertEquals(
                List.of("\u00fc\u20ac"), RequestPath.parse("/%C3%bc%e2%82%AC").names());
        assertEquals(List.of("\u00fc"), RequestPath.parse("/\u00c3\u00bc").names());
        assertEquals(List.of("\ud83d\ude00"), RequestPath.parse("/%F0%9F%98%80").names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../a",
                "/a/..",
                "/a/../b",
                "/%2e%2e/a",
                "/.%2E/a",
                "/..%2fa",
                "/a%2fb",
                "/a%2Fb",
                "/%5c",
                "/a%5cb",
                "/a\\b",
                "/..\\a",
                "/..%5ca",
                "/.",
                "/./a",
                "/a/.",
                "/.git/config",
                "/.well-known2",
                "/a/.b",
                "/...",
                "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "http://example.org/../a"
            })
    void hidesWhatIsNoPlainName(String target) {
        assertEquals(404, status(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "a/b",
                "ftp://example.org/",
                "http:///a",
                "http://u@example.org/",
                "http://exa mple/",
                "/%",
                "/%4",
                "/%zz",
                "/%u0041",
                "/a%2",
                "/%-1",
                "/% 41",
                "/%00",
                "/a%00.txt",
                "/\u0000",
                "/a b",
                "/a\tb",
                "/a\u007f",
                "/a#b",
                // Overlong forms of / and . and NUL, surrogates, beyond U+10FFFF, cut short, alone.
                "/%c0%af",
                "/%c0%ae%c0%ae",
                "/%e0%80%af",
                "/%f0%80%80%af",
                "/%c0%80",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/%c3",
                "/%e2%82",
                "/%80",
                "/%ff",
                "/\u00ff",
                "/a/%c3/%bc"
            })
    void refusesWhatIsMalformed(String target) {
        assertEquals(400, status(target));
    }

    @Test
    void redirectsStayOnThisHost() throws HttpError {
        assertEquals("/a/", RequestPath.parse("/a").withSlash());
        assertEquals("/evil.example/", RequestPath.parse("//evil.example").withSlash());
        assertEquals("/evil.example/a/", RequestPath.parse("///evil.example/a").withSlash());
        assertEquals("/a/?x=//b&y", RequestPath.parse("/a?x=//b&y").withSlash());
        assertEquals("/a%20%25%22%3C/", RequestPath.parse("/a%20%25%22%3c").withSlash());
        assertEquals(
                "/%C3%BC/?%C3%BC",
                RequestPath.parse("/\u00c3\u00bc?\u00c3\u00bc").withSlash());
        assertEquals("/a%0D%0AX:%20y/", RequestPath.parse("/a%0d%0aX:%20y").withSlash());
    }

    @Test
    void whatNoFileSystemHoldsIsNotAskedFor() throws HttpError {
        assertEquals(404, status("/" + "n".repeat(256)));
        assertEquals(404, status("/" + "%C3%BC".repeat(128)));
        assertEquals(404, status("/a".repeat(2048)));
        assertEquals(2047, RequestPath.parse("/a".repeat(2047)).file().getNameCount());
        assertEquals(1, RequestPath.parse("/" + "n".repeat(255)).file().getNameCount());
        assertEquals(1, RequestPath.parse("/" + "%C3%BC".repeat(127)).file().getNameCount());
    }

    @Test
    void tellsDirectories() throws HttpError {
        assertTrue(RequestPath.parse("/").directory());
        assertTrue(RequestPath.parse("/a/?q").directory());
        assertFalse(RequestPath.parse("/a?q/").directory());
    }

    /** Whatever is sent: an error, or a relative path of plain names. */
    @Test
    void randomTargetsNeverLeaveTheRoot() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] parts = {
            "/", "/", "..", ".", "%2e", "%2E", "%2f", "%5c", "\\", "%00", "%c0%af", "%25", "a", "b", "%", "?"
        };
        for (int round = 0; round < 100_000; round++) {
            StringBuilder target = new StringBuilder("/");
            for (int i = random.nextInt(10); i > 0; i--) {
                target.append(parts[random.nextInt(parts.length)]);
            }
            try {
                Path file = RequestPath.parse(target.toString()).file();
                String told = "seed " + seed + ": " + target + " became " + file;
                assertFalse(file.isAbsolute(), told);
                assertEquals(file.normalize(), file, told);
                for (Path name : file) {
                    assertFalse(name.toString().startsWith("."), told);
                    assertFalse(name.toString().contains("\\"), told);
                }
            } catch (HttpError e) {
                assertTrue(e.status().code() == 400 || e.status().code() == 404, "seed " + seed + ": " + target);
            }
        }
    }

    private static int status(String target) {
        return assertThrows(HttpError.class, () -> RequestPath.parse(target).file())
                .status()
                .code();
    }
}
