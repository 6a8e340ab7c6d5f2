/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The conformance suite that every asyncfs backend passes. */
open module io.asyncfs.testsuite {
    exports io.asyncfs.testsuite;

    requires io.asyncfs;
    requires io.asyncfs.handler;
    requires io.asyncfs.nio;
    requires static org.apiguardian.api;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.junit.platform.launcher;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.handler;
    requires io.netty.transport.unix.common;
    requires awaitility;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires jdk.unsupported;

    uses io.asyncfs.spi.Backend;
}
