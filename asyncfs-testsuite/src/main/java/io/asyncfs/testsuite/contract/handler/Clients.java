/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.testsuite.contract.handler.OneFileServer.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of the JDK, made before the tests count descriptors and threads: the JDK closes them when it likes. Each of them
 * has connections of its own; downloads take turns.
 */
final class Clients {
    static {
        // A client that reads nothing takes as much as its windows, 16 and 32 MiB: minutes of TLS on an emulated
        // processor.
        System.setProperty("jdk.httpclient.windowsize", "1048576");
        System.setProperty("jdk.httpclient.connectionWindowSize", "2097152");
        // Descriptors of ended connections are closed when its selector wakes up, by itself after three seconds.
        System.setProperty("jdk.internal.httpclient.selectorTimeout", "1000");
    }

    private final Certificate certificate;
    private final List<HttpClient> clients = new ArrayList<>();
    private int next;

    Clients(Certificate certificate, int count) {
        this.certificate = certificate;
        for (int i = 0; i < count; i++) {
            clients.add(HttpClient.newBuilder().sslContext(certificate.client).build());
        }
    }

    InputStream download(int port, Protocol protocol) throws IOException, InterruptedException {
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
                HttpClient.Version version =
                        protocol == Protocol.HTTP_2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
                URI uri = URI.create((protocol == Protocol.HTTP_2 ? "https" : "http") + "://localhost:" + port + "/");
                HttpResponse<InputStream> response = clients.get(next++ % clients.size())
                        .send(
                                HttpRequest.newBuilder(uri).version(version).build(),
                                HttpResponse.BodyHandlers.ofInputStream());
                assertEquals(200, response.statusCode());
                assertEquals(version, response.version());
                return response.body();
            }
        }
    }
}
