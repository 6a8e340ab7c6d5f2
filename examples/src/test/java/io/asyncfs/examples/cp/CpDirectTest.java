/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.harness.Tmpfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies past the page cache: the end of a file is rarely aligned. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
class CpDirectTest {
    private static final int CHUNK = 512 * 1024;

    private final String backend;

    @TempDir
    private Path dir;

    private CopyScene scene;

    CpDirectTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void begin() throws Exception {
        scene = new CopyScene(backend, dir);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private long copy(Path from, Path to) throws Exception {
        Destination destination = Destination.of(to);
        return new CopyJob(scene.fs, from, destination, 4, true, (copied, size) -> {}).run();
    }

    @Test
    void everySizeIsCopied() throws Exception {
        for (int size : new int[] {0, 1, 511, 512, 4095, 4096, 4097, CHUNK - 1, CHUNK, CHUNK + 1, 9 * CHUNK + 777}) {
            byte[] bytes = CopyScene.random(size);
            Path source = Files.write(dir.resolve("src"), bytes);
            Path target = dir.resolve("dst");
            assertEquals(size, copy(source, target));
            assertArrayEquals(bytes, Files.readAllBytes(target), "of " + size + " bytes");
        }
    }

    @Test
    void aFileSystemWithoutItIsAFailure() throws Exception {
        CopyScene.need(Platform.mayMount(), "the right to mount");
        Path source = Files.write(dir.resolve("src"), CopyScene.random(100));
        try (Tmpfs memory = Tmpfs.mount(dir.resolve("memory"), "size=1m")) {
            ExecutionException failure = assertThrows(ExecutionException.class, () -> copy(source, memory.path("dst")));
            assertTrue(failure.getCause() instanceof UnsupportedOperationException, failure.toString());
            assertEquals(List.of(), CopyScene.names(memory.root()));
        }
    }
}
