/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a {@link StaticFileServer} serves.
 *
 * @param address where to listen; port 0 for a free one
 * @param loops event loops, 1 or more
 * @param idleTimeout after which a connection is closed when its client neither asks nor takes anything
 * @param headerTimeout within which a whole request must arrive
 */
public record ServerOptions(InetSocketAddress address, int loops, Duration idleTimeout, Duration headerTimeout) {
    /** The default of {@link #idleTimeout}, in seconds. */
    public static final int IDLE_SECONDS = 60;

    /** The default of {@link #headerTimeout}, in seconds. */
    public static final int HEADER_SECONDS = 10;

    /** Checks the values. */
    public ServerOptions {
        if (loops < 1) {
            throw new IllegalArgumentException("loops: expected 1 or more, got " + loops);
        }
        positive("idleTimeout", idleTimeout);
        positive("headerTimeout", headerTimeout);
    }

    /** Returns the defaults: a free port of the loopback interface and one loop. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                new InetSocketAddress("127.0.0.1", 0),
                1,
                Duration.ofSeconds(IDLE_SECONDS),
                Duration.ofSeconds(HEADER_SECONDS));
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": expected more than 0, got " + value);
        }
    }
}
