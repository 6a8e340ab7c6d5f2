/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A directory to serve: {@code fast}, a cached file of 1 KiB, and below {@code slow/}, on a mount of its own whose every
 * open, stat and read takes 500 ms, the files {@code 0}, {@code 1}, and so on.
 */
final class SlowSite implements AutoCloseable {
    static final int SLOW_FILES = 200;
    static final int SLOW_SIZE = 2000;
    static final int FAST_SIZE = 1024;

    private static final Duration DELAY = Duration.ofMillis(500);

    private final Path root;
    private final SlowFs slow;

    private SlowSite(Path root, SlowFs slow) {
        this.root = root;
        this.slow = slow;
    }

    static SlowSite create(Path root) throws IOException {
        Files.write(root.resolve("fast"), filled(FAST_SIZE, 'f'));
        SlowFs slow = SlowFs.mount(root.resolve("slow"));
        for (int i = 0; i < SLOW_FILES; i++) {
            Files.write(slow.path(String.valueOf(i)), filled(SLOW_SIZE, 's'));
        }
        slow.delay(SlowOp.OPEN, DELAY).delay(SlowOp.GETATTR, DELAY).delay(SlowOp.READ, DELAY);
        return new SlowSite(root, slow);
    }

    Path root() {
        return root;
    }

    static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    /** Unmounts, which fails every request that still waits. */
    @Override
    public void close() throws IOException {
        slow.close();
    }
}
