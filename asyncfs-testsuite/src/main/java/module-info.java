/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The conformance suite that every asyncfs backend passes. */
open module io.asyncfs.testsuite {
    exports io.asyncfs.testsuite;

    requires io.asyncfs;
    requires static org.apiguardian.api;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.junit.platform.launcher;
    requires io.netty.transport.unix.common;
    requires awaitility;
    requires java.management;

    uses io.asyncfs.spi.Backend;
}
