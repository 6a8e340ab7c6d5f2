/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that serves as a block device: losetup(8). Only where {@link Platform#mayMount}.
 *
 * @param path such as {@code /dev/loop0}
 */
public record LoopDevice(Path path) implements AutoCloseable {
    /**
     * Makes one.
     *
     * @param image the file, which is made
     * @param bytes its length
     * @param sector bytes of its logical blocks, a power of two from 512 to 4096
     */
    public static LoopDevice make(Path image, long bytes, int sector) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        String path =
                Commands.run("losetup", "--find", "--show", "--sector-size", String.valueOf(sector), image.toString());
        return new LoopDevice(Path.of(path.strip()));
    }

    @Override
    public void close() throws IOException {
        Commands.run("losetup", "--detach", path.toString());
    }
}
