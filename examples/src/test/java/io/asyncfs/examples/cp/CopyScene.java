/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** An {@link AsyncFs} for one test of copying, which must leave no descriptor and no buffer behind. */
final class CopyScene implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final boolean STRICT = Boolean.getBoolean("io.asyncfs.test.strict");

    final AsyncFs fs;
    private final Path dir;
    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);

    /** @param dir where all files of the test are */
    CopyScene(String backend, Path dir) throws IOException {
        this.dir = dir.toRealPath();
        // One device gets half of the pool: enough for all that a test lets wait.
        fs = AsyncFs.builder()
                .backend(backend)
                .allocator(allocator)
                .poolSize(64)
                .build();
        assertEquals(backend, fs.backend());
    }

    /** The backends to test: all there are here, or the required one. */
    static Stream<String> backends() {
        String required = System.getProperty("io.asyncfs.backend");
        return required != null
                ? Stream.of(required)
                : AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }

    /** Skips a test that has to mount, or fails it where nothing may be skipped. */
    static void needFuse() {
        need(Platform.hasFuse(), "the right to mount, and /dev/fuse");
    }

    static void need(boolean there, String what) {
        if (STRICT) {
            assertTrue(there, "needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** What is in a directory, hidden names included. */
    static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        fs.close();
        await("files closed").until(() -> openFiles().isEmpty());
        await("buffers released").until(() -> allocator.pinnedDirectMemory() == 0);
    }

    private List<String> openFiles() {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(CopyScene::target)
                    .filter(target -> target.startsWith(dir + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed since it was listed
        }
    }
}
