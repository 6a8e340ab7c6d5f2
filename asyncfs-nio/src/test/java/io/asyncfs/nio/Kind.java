/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** Whose channels a test is run on: the JDK's own, which say what is expected, and ours on every backend. */
enum Kind {
    JDK,
    IO_URING,
    LINUX_AIO,
    POOL;

    private static final Map<Kind, AsyncFs> INSTANCES = new ConcurrentHashMap<>();

    static Stream<Kind> all() {
        List<String> available = AsyncFs.backends().stream()
                .filter(BackendStatus::available)
                .map(BackendStatus::name)
                .toList();
        return Stream.of(values()).filter(kind -> kind == JDK || available.contains(kind.backend()));
    }

    static Stream<Kind> ours() {
        return all().filter(kind -> kind != JDK);
    }

    private String backend() {
        return name().toLowerCase(Locale.ROOT);
    }

    AsyncFs fs() {
        return INSTANCES.computeIfAbsent(
                this, kind -> AsyncFs.builder().backend(kind.backend()).build());
    }

    AsynchronousFileChannel asynchronous(Path path, OpenOption... options) throws IOException {
        return asynchronous(path, Set.of(options), null);
    }

    AsynchronousFileChannel asynchronous(
            Path path, Set<? extends OpenOption> options, ExecutorService executor, FileAttribute<?>... attributes)
            throws IOException {
        return this == JDK
                ? AsynchronousFileChannel.open(path, options, executor, attributes)
                : AsyncFsAsynchronousFileChannel.open(fs(), path, options, executor, attributes);
    }

    FileChannel file(Path path, OpenOption... options) throws IOException {
        return file(path, Set.of(options));
    }

    FileChannel file(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return this == JDK
                ? FileChannel.open(path, options, attributes)
                : AsyncFsFileChannel.open(fs(), path, options, attributes);
    }

    /** Asserts that a call throws just that, and nothing derived from it. */
    static void throwsExactly(Class<? extends Throwable> type, Executable call) {
        assertEquals(type, assertThrows(Throwable.class, call).getClass());
    }
}
