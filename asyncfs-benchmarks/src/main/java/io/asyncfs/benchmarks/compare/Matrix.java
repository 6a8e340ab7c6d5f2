/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Workload;
import java.util.List;
import java.util.Set;

/** Who takes part in what: whatever can do it, and says something there. */
final class Matrix {
    /** Those that are programs of their own. */
    static final List<String> FIO = List.of("fio/io_uring", "fio/io_uring-batched", "fio/libaio", "fio/psync");

    private static final int MANY = 256;

    /** The depth of the workload that is for them. */
    private static final int VIRTUAL_THREADS = 64;

    private static final Set<String> VIRTUAL = Set.of(
            "asyncfs/io_uring",
            "asyncfs/filechannel-virtual",
            "jdk/filechannel-virtual",
            "jdk/asyncfilechannel",
            "fio/io_uring");

    private Matrix() {}

    static boolean supports(String engine, Workload workload) {
        Kind kind = workload.kind();
        boolean oneFile = workload.files() == 1;
        boolean blocks = kind.isRead() || kind.isWrite();
        int depth = workload.depth();
        if (depth == VIRTUAL_THREADS) {
            return VIRTUAL.contains(engine);
        }
        return switch (engine) {
            case "asyncfs/io_uring" -> true;
            case "asyncfs/io_uring-unregistered" -> kind.isRead() && oneFile && depth <= MANY;
            case "asyncfs/linux_aio" -> workload.direct();
            case "asyncfs/pool" -> depth <= MANY;
            case "asyncfs/channel" -> blocks && depth <= MANY && oneFile;
            case "asyncfs/filechannel" -> kind.isRead() && depth == 1;
            case "asyncfs/filechannel-virtual", "jdk/filechannel-virtual" -> false;
            case "jdk/filechannel" -> !(kind.isRead() && depth > 32);
            case "jdk/asyncfilechannel" -> blocks && depth <= MANY;
            case "jdk/asyncfilechannel-2" -> blocks && depth > 1 && depth < MANY && oneFile;
            case "netty/io_uring" -> kind == Kind.RANDOM_READ && !workload.direct() && oneFile && depth <= MANY;
            case "fio/io_uring" -> blocks && oneFile;
            case "fio/io_uring-batched" -> blocks && oneFile && depth > 1;
            case "fio/libaio" -> workload.direct();
            case "fio/psync" -> kind == Kind.DURABLE_APPEND || blocks && oneFile && depth == 1;
            default -> throw new IllegalArgumentException("no engine " + engine);
        };
    }
}
