/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The command-line programs of asyncfs. */
module io.asyncfs.examples {
    requires io.asyncfs;
    requires io.asyncfs.handler;
    requires io.asyncfs.testsuite;
    requires io.asyncfs.benchmarks;
    requires io.netty.handler;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires info.picocli;
    requires com.google.gson;
    requires java.logging;
    // sun.misc.Signal, called by reflection
    requires jdk.unsupported;

    opens io.asyncfs.examples to
            info.picocli,
            com.google.gson;
    opens io.asyncfs.examples.cp to
            info.picocli;
    opens io.asyncfs.examples.serve to
            info.picocli;
}
