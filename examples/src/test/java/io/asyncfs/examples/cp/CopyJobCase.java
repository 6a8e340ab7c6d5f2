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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A source, a place to copy it to, and what to ask of both afterwards. */
abstract class CopyJobCase {
    static final int SIZE = 3_000_000;
    static final long SECONDS = 30;

    static final CopyProgress QUIET = (copied, size) -> {};

    private final String backend;

    @TempDir
    Path dir;

    final byte[] bytes = CopyScene.random(SIZE);
    Path source;
    Path target;
    CopyScene scene;

    CopyJobCase(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void begin() throws IOException {
        scene = new CopyScene(backend, dir);
        source = Files.write(dir.resolve("src"), bytes);
        target = Files.createDirectory(dir.resolve("to")).resolve("dst");
    }

    @AfterEach
    void end() {
        scene.close();
    }

    CopyJob job(Path from, String to) throws IOException {
        return new CopyJob(scene.fs, from, Destination.of(Destination.path(from, to)), 32, false, QUIET);
    }

    static CompletableFuture<Long> running(CopyJob job) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(job.run());
            } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }

    static void unwrapped(CompletableFuture<Long> running) throws Throwable {
        try {
            running.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    static void assertFails(String why, Executable copy) {
        String failure = assertThrows(Exception.class, copy).toString();
        assertTrue(failure.contains(why), failure);
    }

    void assertIsCopy(Path file) throws IOException {
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(1, CopyScene.names(file.getParent()).size(), "names beside it");
    }

    void assertUntouched() throws IOException {
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("dst"), CopyScene.names(target.getParent()));
    }
}
