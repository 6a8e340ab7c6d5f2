/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.handler.ChunkedAsyncFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server may have less memory than the file has bytes. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.libraries.Program#backends")
class Http2FileServerTest {
    private static final String PASSWORD = "password";
    private static final int MIB = 1 << 20;
    private static final int FILE = 64 * MIB + 1;
    private static final List<String> MEMORY = List.of("-Xmx24m", "-XX:MaxDirectMemorySize=24m");

    @Parameter
    String backend;

    @TempDir
    Path dir;

    private Path keys;

    @BeforeEach
    void makeCertificate() throws Exception {
        keys = dir.resolve("keys.p12");
        makeCertificate(keys);
    }

    @Test
    void aFileComesByHttp2() throws Exception {
        Path path = randomFile();
        try (Program server = serve(path)) {
            HttpResponse<Path> response = get(server, HttpResponse.BodyHandlers.ofFile(dir.resolve("received")));
            assertEquals(HttpClient.Version.HTTP_2, response.version());
            assertEquals(200, response.statusCode());
            assertEquals(-1, Files.mismatch(path, response.body()));
            server.finish();
            long bytes = server.operations("read") * ChunkedAsyncFile.DEFAULT_CHUNK_SIZE;
            assertTrue(bytes >= FILE, server::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "POST, 405"})
    void thereIsNoBodyWhereNoneBelongs(String method, int status) throws Exception {
        try (Program server = serve(Files.write(dir.resolve("file"), new byte[100_000]))) {
            HttpRequest.BodyPublisher sent = method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofString("a body")
                    : HttpRequest.BodyPublishers.noBody();
            HttpRequest request =
                    HttpRequest.newBuilder(uri(server)).method(method, sent).build();
            HttpResponse<byte[]> response = client(keys).send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(status, response.statusCode());
            assertEquals(0, response.body().length);
            byte[] next = get(server, HttpResponse.BodyHandlers.ofByteArray()).body();
            assertEquals(100_000, next.length);
            server.finish();
        }
    }

    /** Of which more is to come than the client's windows take. */
    @Test
    @Timeout(60)
    void aFileThatShrinksEndsTheStream() throws Exception {
        Path path = dir.resolve("sparse");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(256L * MIB);
            try (Program server = serve(path);
                    InputStream in = get(server, HttpResponse.BodyHandlers.ofInputStream())
                            .body()) {
                assertEquals(0, in.read());
                file.setLength(0);
                assertThrows(IOException.class, () -> in.transferTo(OutputStream.nullOutputStream()));
                server.finish();
            }
        }
    }

    private Program serve(Path path) throws IOException {
        return new Program(backend, dir, MEMORY, Http2FileServer.class, path, keys, PASSWORD);
    }

    private <T> HttpResponse<T> get(Program server, HttpResponse.BodyHandler<T> body) throws Exception {
        return client(keys).send(HttpRequest.newBuilder(uri(server)).build(), body);
    }

    private static URI uri(Program server) throws IOException {
        return URI.create("https://localhost:" + server.awaits("port") + "/");
    }

    private Path randomFile() throws IOException {
        Path path = dir.resolve("file");
        Random random = new Random(1);
        byte[] piece = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int i = 0; i < FILE / MIB; i++) {
                random.nextBytes(piece);
                out.write(piece);
            }
            out.write(1);
        }
        return path;
    }

    /** By the JDK's own tool, which is its only way to make one. */
    private static void makeCertificate(Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(("-genkeypair -alias test -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                        + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore")
                .split(" ")));
        command.add(file.toString());
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    /** A client that trusts this certificate alone. */
    private static HttpClient client(Path keys) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "test",
                KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()).getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(context)
                .build();
    }
}
