/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A request for each slow file, each on a connection of its own; all are sent when the constructor returns. */
final class SlowRequests implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final List<HttpClient> clients = new ArrayList<>();

    SlowRequests(InetSocketAddress server) throws IOException {
        for (int i = 0; i < SlowSite.SLOW_FILES; i++) {
            HttpClient client = new HttpClient(server, TIMEOUT_MILLIS);
            clients.add(client);
            client.send("GET", "/slow/" + i, "");
        }
    }

    /** Waits for the first answer. */
    byte[] firstAnswer() throws IOException {
        return clients.get(0).receive(true);
    }

    @Override
    public void close() throws IOException {
        for (HttpClient client : clients) {
            client.close();
        }
    }
}
