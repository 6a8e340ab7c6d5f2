/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.handler.ChunkedAsyncFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is served: contents, headers, conditions and ranges. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.serve.Served#backends")
class ServeContentTest {
    private static final Instant MODIFIED = Instant.parse("2020-02-02T02:02:02.123456789Z");
    private static final String MODIFIED_DATE = "Sun, 02 Feb 2020 02:02:02 GMT";

    private final String backend;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path dir;

    private Served served;

    ServeContentTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void start() throws Exception {
        Files.writeString(dir.resolve("index.html"), "<p>root</p>");
        Files.writeString(dir.resolve("a.txt"), "0123456789");
        Files.setLastModifiedTime(dir.resolve("a.txt"), FileTime.from(MODIFIED));
        Files.createDirectories(dir.resolve("sub/empty"));
        Files.writeString(dir.resolve("sub/index.html"), "<p>sub</p>");
        served = Served.start(backend, dir);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void sendsAFileWithItsMetadata() throws Exception {
        HttpResponse<String> response = get("/a.txt");
        assertEquals(200, response.statusCode());
        assertEquals("0123456789", response.body());
        assertEquals("10", header(response, "Content-Length"));
        assertEquals("text/plain; charset=utf-8", header(response, "Content-Type"));
        assertEquals("bytes", header(response, "Accept-Ranges"));
        assertEquals(MODIFIED_DATE, header(response, "Last-Modified"));
        assertTrue(header(response, "ETag").matches("\"[0-9a-f.-]+\""), header(response, "ETag"));
        assertTrue(HttpDate.parse(header(response, "Date")).isPresent(), header(response, "Date"));
    }

    @Test
    void sendsTheIndexOfADirectory() throws Exception {
        assertEquals("<p>root</p>", get("/").body());
        assertEquals("<p>sub</p>", get("/sub/").body());
        assertEquals("text/html; charset=utf-8", header(get("/sub/"), "Content-Type"));
        assertEquals(404, get("/sub/empty/").statusCode());
    }

    @Test
    void redirectsADirectoryWithoutSlash() throws Exception {
        HttpResponse<String> response = get("/sub?a=b&c");
        assertEquals(301, response.statusCode());
        assertEquals("/sub/?a=b&c", header(response, "Location"));
        assertEquals("/sub/", header(get("//sub"), "Location"));
    }

    @Test
    void doesNotFind() throws Exception {
        HttpResponse<String> response = get("/missing");
        assertEquals(404, response.statusCode());
        assertEquals("404 Not Found\n", response.body());
        assertEquals(404, get("/a.txt/").statusCode());
        assertEquals(404, get("/a.txt/b").statusCode());
        assertEquals(404, get("/" + "n".repeat(300)).statusCode());
    }

    @Test
    void answersHeadAsGetWithoutContent() throws Exception {
        for (String path : new String[] {"/a.txt", "/missing", "/sub"}) {
            HttpResponse<String> got = get(path);
            HttpResponse<String> head = client.send(
                    request(path)
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertEquals("", head.body());
            assertEquals(got.statusCode(), head.statusCode());
            for (String name : new String[] {"Content-Length", "Content-Type", "ETag", "Last-Modified", "Location"}) {
                assertEquals(got.headers().firstValue(name), head.headers().firstValue(name), path + " " + name);
            }
        }
        // Ranges are for GET.
        HttpResponse<String> ranged = client.send(
                request("/a.txt", "Range", "bytes=1-2")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, ranged.statusCode());
        assertEquals("10", header(ranged, "Content-Length"));
        String mechanism = backend.equals("linux_aio") ? "nowait" : backend;
        assertEquals(1, served.fs.counters().get(mechanism + ".read"), "only the GET of a.txt reads");
    }

    @Test
    void sendsFilesOfAllSizes() throws Exception {
        Random random = new Random(1);
        int chunk = ChunkedAsyncFile.DEFAULT_CHUNK_SIZE;
        for (int size : new int[] {0, 1, 4095, 4096, chunk - 1, chunk, chunk + 1, 3 * chunk, 5_000_000}) {
            byte[] content = new byte[size];
            random.nextBytes(content);
            Files.write(dir.resolve("sized.bin"), content);
            HttpResponse<byte[]> response = client.send(request("/sized.bin").build(), BodyHandlers.ofByteArray());
            assertEquals(200, response.statusCode());
            assertArrayEquals(content, response.body(), "size " + size);
        }
    }

    @Test
    void sendsRanges() throws Exception {
        assertRange("bytes=0-0", "0", "bytes 0-0/10");
        assertRange("bytes=3-5", "345", "bytes 3-5/10");
        assertRange("bytes=8-", "89", "bytes 8-9/10");
        assertRange("bytes=-3", "789", "bytes 7-9/10");
        assertRange("bytes=5-100", "56789", "bytes 5-9/10");
        HttpResponse<String> beyond = get("/a.txt", "Range", "bytes=10-");
        assertEquals(416, beyond.statusCode());
        assertEquals("bytes */10", header(beyond, "Content-Range"));
        for (String ignored : new String[] {"bytes=0-1,3-4", "bytes=5-1", "lines=1-2", "bytes=x"}) {
            HttpResponse<String> whole = get("/a.txt", "Range", ignored);
            assertEquals(200, whole.statusCode(), ignored);
            assertEquals("0123456789", whole.body());
        }
    }

    @Test
    void sendsRangesBeyondFourGibibytes() throws Exception {
        long size = 5L << 30;
        long mark = (4L << 30) + 12345;
        int length = 200_000;
        byte[] marked = new byte[length];
        new Random(2).nextBytes(marked);
        try (RandomAccessFile sparse =
                new RandomAccessFile(dir.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(size);
            sparse.seek(mark);
            sparse.write(marked);
        }
        HttpResponse<byte[]> response = client.send(
                request("/sparse", "Range", "bytes=" + mark + "-" + (mark + length - 1))
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals(206, response.statusCode());
        assertEquals(
                "bytes " + mark + "-" + (mark + length - 1) + "/" + size,
                response.headers().firstValue("Content-Range").orElseThrow());
        assertArrayEquals(marked, response.body());
        HttpResponse<byte[]> last =
                client.send(request("/sparse", "Range", "bytes=-7").build(), BodyHandlers.ofByteArray());
        assertTrue(Arrays.equals(new byte[7], last.body()));
        HttpResponse<Void> head = client.send(
                request("/sparse")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        assertEquals(
                Long.toString(size), head.headers().firstValue("Content-Length").orElseThrow());
    }

    @Test
    void answersConditions() throws Exception {
        String tag = header(get("/a.txt"), "ETag");
        HttpResponse<String> notModified = get("/a.txt", "If-None-Match", tag);
        assertEquals(304, notModified.statusCode());
        assertEquals("", notModified.body());
        assertEquals(tag, header(notModified, "ETag"));
        assertEquals(304, get("/a.txt", "If-Modified-Since", MODIFIED_DATE).statusCode());
        assertEquals(
                200,
                get("/a.txt", "If-None-Match", "\"x\"", "If-Modified-Since", MODIFIED_DATE)
                        .statusCode());
        assertEquals(
                200,
                get("/a.txt", "If-Modified-Since", "Sat, 01 Feb 2020 00:00:00 GMT")
                        .statusCode());
        assertEquals(200, get("/a.txt", "If-Modified-Since", "malformed").statusCode());
        assertEquals(412, get("/a.txt", "If-Match", "\"x\"").statusCode());
        assertEquals(200, get("/a.txt", "If-Match", tag).statusCode());
        assertEquals(
                412,
                get("/a.txt", "If-Unmodified-Since", "Sat, 01 Feb 2020 00:00:00 GMT")
                        .statusCode());
        // Before the range, and 304 goes before 416.
        assertEquals(
                412, get("/a.txt", "If-Match", "\"x\"", "Range", "bytes=99-").statusCode());
        assertEquals(
                304, get("/a.txt", "If-None-Match", tag, "Range", "bytes=99-").statusCode());
    }

    @Test
    void sendsARangeOnlyOfTheFileTheClientKnows() throws Exception {
        String tag = header(get("/a.txt"), "ETag");
        assertEquals(206, get("/a.txt", "Range", "bytes=1-2", "If-Range", tag).statusCode());
        assertEquals(
                206,
                get("/a.txt", "Range", "bytes=1-2", "If-Range", MODIFIED_DATE).statusCode());
        Files.writeString(dir.resolve("a.txt"), "abcdefghij");
        HttpResponse<String> changed = get("/a.txt", "Range", "bytes=1-2", "If-Range", tag);
        assertEquals(200, changed.statusCode());
        assertEquals("abcdefghij", changed.body());
        assertNotEquals(tag, header(changed, "ETag"));
    }

    @Test
    void hidesDotfilesButWellKnown() throws Exception {
        Files.createDirectories(dir.resolve(".git"));
        Files.writeString(dir.resolve(".git/config"), "secret");
        Files.writeString(dir.resolve(".env"), "secret");
        Files.createDirectories(dir.resolve(".well-known"));
        Files.writeString(dir.resolve(".well-known/security.txt"), "Contact: mailto:a@example.org");
        assertEquals(404, get("/.git/config").statusCode());
        assertEquals(404, get("/.env").statusCode());
        assertEquals(200, get("/.well-known/security.txt").statusCode());
    }

    @Test
    void doesNotSayThatAFileChangedInTheFuture() throws Exception {
        Files.setLastModifiedTime(
                dir.resolve("a.txt"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        HttpResponse<String> response = get("/a.txt");
        assertTrue(HttpDate.parse(header(response, "Last-Modified")).orElseThrow()
                <= Instant.now().getEpochSecond());
    }

    private void assertRange(String range, String body, String contentRange) throws Exception {
        HttpResponse<String> response = get("/a.txt", "Range", range);
        assertEquals(206, response.statusCode());
        assertEquals(body, response.body());
        assertEquals(Integer.toString(body.length()), header(response, "Content-Length"));
        assertEquals(contentRange, header(response, "Content-Range"));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(served.uri(path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow(() -> new AssertionError("no " + name));
    }
}
