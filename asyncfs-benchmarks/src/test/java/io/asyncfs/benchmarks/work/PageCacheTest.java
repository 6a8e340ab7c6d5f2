/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.benchmarks.TemporaryFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a file that was to come from the disk did. */
class PageCacheTest {
    private static final int BYTES = 32 << 20;

    @BeforeEach
    void somebodyCounts() throws Exception {
        assumeTrue(PageCache.readFromDisk().isPresent(), "nobody counts what comes from disks");
    }

    private static void readCold(Path dir) throws Exception {
        Path file = Files.write(dir.resolve("file"), new byte[BYTES]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        PageCache.drop(file);
        OptionalLong before = PageCache.readFromDisk();
        PageCache.fill(file);
        assertTrue(PageCache.expectCold(file, before, BYTES));
    }

    @Test
    void whatLeavesThePageCacheIsCold(@TempDir Path dir) throws Exception {
        assumeFalse(Files.getFileStore(dir).type().equals("tmpfs"), "no disk");
        readCold(dir);
    }

    @Test
    void whatComesFromADiskWasNotCached(@TempDir Path dir) throws Exception {
        assumeFalse(Files.getFileStore(dir).type().equals("tmpfs"), "no disk");
        OptionalLong before = PageCache.readFromDisk();
        readCold(dir);
        IOException failure = assertThrows(IOException.class, () -> PageCache.expectCached(before, BYTES));
        assertTrue(failure.getMessage().startsWith("the files did not stay in the page cache"), failure.getMessage());
        OptionalLong since = PageCache.readFromDisk();
        PageCache.fill(dir.resolve("file"));
        assertTrue(PageCache.expectCached(since, BYTES));
    }

    @Test
    void whatStaysThereIsNot() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && Files.getFileStore(memory).type().equals("tmpfs"), "no tmpfs");
        Path dir = TemporaryFiles.directory(memory);
        try {
            IOException failure = assertThrows(IOException.class, () -> readCold(dir));
            assertTrue(
                    failure.getMessage().startsWith("the files of " + dir + " (tmpfs) do not leave the page cache"),
                    failure.getMessage());
        } finally {
            TemporaryFiles.delete(dir);
        }
    }
}
