/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** Measures asyncfs beside other ways to do file I/O. */
module io.asyncfs.benchmarks {
    exports io.asyncfs.benchmarks;

    requires io.asyncfs;
    requires io.asyncfs.nio;
    requires io.netty.handler;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.io_uring;
    requires transitive info.picocli;
    requires com.google.gson;
    requires HdrHistogram;
    requires java.management;
    requires jdk.management;
    requires jdk.unsupported;

    opens io.asyncfs.benchmarks to
            info.picocli;
    opens io.asyncfs.benchmarks.compare to
            info.picocli,
            com.google.gson;
    opens io.asyncfs.benchmarks.report to
            com.google.gson;
    opens io.asyncfs.benchmarks.stall to
            info.picocli,
            com.google.gson;
    opens io.asyncfs.benchmarks.work to
            com.google.gson;
}
