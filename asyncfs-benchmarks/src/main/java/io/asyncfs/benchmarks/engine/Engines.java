/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.AsyncFs;
import java.util.List;

/** The engines that run in a virtual machine, by name. */
public final class Engines {
    /** What the JDK's channels with two threads have, and our pool when it is compared with them. */
    private static final int THREADS = 2;

    /** All of them. */
    public static final List<String> ALL = List.of(
            "asyncfs/io_uring",
            "asyncfs/io_uring-unregistered",
            "asyncfs/linux_aio",
            "asyncfs/pool",
            "asyncfs/channel",
            "asyncfs/filechannel",
            "asyncfs/filechannel-virtual",
            "jdk/filechannel",
            "jdk/filechannel-virtual",
            "jdk/asyncfilechannel",
            "jdk/asyncfilechannel-2",
            "netty/io_uring");

    private Engines() {}

    /** Makes one; {@link #jvmOptions} belong to its virtual machine. */
    public static Engine create(String name) {
        return switch (name) {
            case "asyncfs/io_uring", "asyncfs/io_uring-unregistered" -> new AsyncFsEngine("io_uring", 0);
            case "asyncfs/linux_aio" -> new AsyncFsEngine("linux_aio", 0);
            case "asyncfs/pool" -> new AsyncFsEngine("pool", THREADS);
            case "asyncfs/channel" -> AsyncChannelEngine.ofAsyncFs(onRing());
            case "asyncfs/filechannel" -> FileChannelEngine.ofAsyncFs(onRing());
            case "asyncfs/filechannel-virtual" -> VirtualThreadsEngine.ofAsyncFs(onRing());
            case "jdk/filechannel" -> FileChannelEngine.ofJdk();
            case "jdk/filechannel-virtual" -> VirtualThreadsEngine.ofJdk();
            case "jdk/asyncfilechannel" -> AsyncChannelEngine.ofJdk(0);
            case "jdk/asyncfilechannel-2" -> AsyncChannelEngine.ofJdk(THREADS);
            case "netty/io_uring" -> new NettyUringEngine();
            default ->
                throw new IllegalArgumentException(
                        "engine: expected one of " + String.join(", ", ALL) + ", got " + name);
        };
    }

    private static AsyncFs onRing() {
        return AsyncFs.builder().backend("io_uring").build();
    }

    /** Returns the options that an engine's virtual machine needs. */
    public static List<String> jvmOptions(String name) {
        return name.equals("asyncfs/io_uring-unregistered")
                ? List.of("-Dio.asyncfs.uring.disable=REGISTERED_BUFFERS,REGISTERED_FILES")
                : List.of();
    }
}
