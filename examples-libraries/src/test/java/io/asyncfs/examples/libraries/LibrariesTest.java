/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsFileSystemProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Other libraries, unmodified, on our channels: they do what they should, and the counters say by whom. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.libraries.Program#backends")
class LibrariesTest {
    /** Vert.x reads, and Lucene writes, at most so many bytes at a time. */
    private static final int BUFFER = 8192;

    @Parameter
    String backend;

    @TempDir
    Path dir;

    @Test
    void vertxPipes() throws Exception {
        Path source = dir.resolve("source");
        byte[] content = new byte[(1 << 20) + 1];
        new Random(1).nextBytes(content);
        Files.write(source, content);
        Path target = dir.resolve("target");
        Program said = run(VertxPipe.class, source, target);
        assertEquals(-1, Files.mismatch(source, target));
        assertEquals(2, said.get("carried.asynchronousChannel"), said::toString);
        assertEquals(0, said.get("left.refused"), said::toString);
        assertTrue(said.operations("read") * BUFFER >= content.length, said::toString);
        assertTrue(said.operations("write") * BUFFER >= content.length, said::toString);
    }

    @Test
    void luceneSearches() throws Exception {
        Path index = Files.createDirectory(dir.resolve("index"));
        Program said = run(LuceneIndex.class, index, 5001);
        assertEquals(2500, said.get("odd"), said::toString);
        assertEquals(5000, said.get("last"), said::toString);
        // A platform thread that waits makes its calls itself; each byte was written by one, and each file read by one.
        try (Stream<Path> list = Files.list(index)) {
            List<Path> files = list.filter(file -> file.toFile().length() > 0).toList();
            long bytes =
                    files.stream().mapToLong(file -> file.toFile().length()).sum();
            assertTrue(said.get("syncInline") >= bytes / BUFFER + files.size(), () -> bytes + " bytes, " + said);
            assertTrue(said.get("carried.fileChannel") >= files.size(), () -> files + ", " + said);
        }
        assertTrue(said.operations("sync") > 0, said::toString);
    }

    /** H2 opens its file once for each time that the database is, by one call; nothing else can have moved the bytes. */
    @Test
    void h2KeepsRows() throws Exception {
        Program said = run(H2Table.class, dir.resolve("db"), 5000);
        assertEquals(5000, said.get("rows"), said::toString);
        assertEquals(12_497_500, said.get("sum"), said::toString);
        assertEquals(200, said.get("length"), said::toString);
        assertTrue(Files.size(dir.resolve("db.mv.db")) > 5000 * 200, said::toString);
        assertEquals(2, said.get("carried.asynchronousChannel"), said::toString);
        assertEquals(0, said.get("left.refused"), said::toString);
        assertTrue(said.operations("read") >= 100, said::toString);
        assertTrue(said.operations("write") >= 3 && said.operations("sync") > 0, said::toString);
    }

    /**
     * Vert.x's own tests of its file system, but two: one expects not to be run by root; and one asks for a lock while nobody has
     * waited for the release of the one before (AsyncFile.withLock when its block throws), so that it may still overlap.
     */
    @Test
    void vertxPassesItsTests() throws Exception {
        Program said =
                passes(100, "io.vertx.tests.file.FileSystemTest", "testChownToRootFails", "testFileWithLockFailure");
        assertTrue(said.get("carried.asynchronousChannel") >= 20, said::toString);
        assertTrue(said.operations("read") >= 1000 && said.operations("write") >= 10_000, said::toString);
    }

    @Test
    void luceneDirectoriesPassItsTests() throws Exception {
        Program said = passes(50, NioDirectoryCases.class.getName());
        assertTrue(said.get("carried.fileChannel") >= 100, said::toString);
    }

    @Test
    void luceneLocksPassItsTests() throws Exception {
        Program said = passes(5, NativeLockCases.class.getName());
        assertTrue(said.get("carried.fileChannel") >= 5, said::toString);
    }

    private Program passes(int tests, Object... arguments) throws IOException, InterruptedException {
        Program said = run(ForeignTests.class, arguments);
        assertEquals(0, said.get("failed"), said::toString);
        assertTrue(said.get("run") >= tests, said::toString);
        return said;
    }

    private Program run(Class<?> program, Object... arguments) throws IOException, InterruptedException {
        String provider = "-Djava.nio.file.spi.DefaultFileSystemProvider=" + AsyncFsFileSystemProvider.class.getName();
        try (Program running = new Program(backend, dir, List.of(provider, "-ea"), program, arguments)) {
            return running.finish();
        }
    }
}
