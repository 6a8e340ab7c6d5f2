/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.testsuite.harness.Commands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that serves as a disk, mounted with a file system of its own. Needs root.
 *
 * @param device such as {@code /dev/loop0}
 * @param root where it is mounted
 */
record LoopDisk(Path device, Path root) implements AutoCloseable {
    private static final long SIZE = 400L << 20; // mkfs.xfs wants 300 MiB

    /** Makes and mounts a disk with logical blocks of so many bytes; {@code mkfs} is the command without the device. */
    static LoopDisk make(Path directory, int sector, String... mkfs) throws IOException {
        Path image = directory.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        Path root = Files.createDirectory(directory.resolve("mounted"));
        Path device = Path.of(
                Commands.run("losetup", "--find", "--show", "--sector-size", String.valueOf(sector), image.toString())
                        .trim());
        String[] command = java.util.Arrays.copyOf(mkfs, mkfs.length + 1);
        command[mkfs.length] = device.toString();
        Commands.run(command);
        Commands.run("mount", device.toString(), root.toString());
        return new LoopDisk(device, root);
    }

    @Override
    public void close() throws IOException {
        Commands.run("umount", root.toString());
        Commands.run("losetup", "--detach", device.toString());
    }
}
