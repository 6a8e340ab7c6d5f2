/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.LoopDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that serves as a disk, mounted with a file system of its own. Needs root.
 *
 * @param device the block device below
 * @param root where it is mounted
 */
record LoopDisk(LoopDevice device, Path root) implements AutoCloseable {
    private static final long SIZE = 400L << 20; // mkfs.xfs wants 300 MiB

    /** Makes and mounts a disk with logical blocks of so many bytes; {@code mkfs} is the command without the device. */
    static LoopDisk make(Path directory, int sector, String... mkfs) throws IOException {
        LoopDevice device = LoopDevice.make(directory.resolve("image"), SIZE, sector);
        Path root = Files.createDirectory(directory.resolve("mounted"));
        String[] command = java.util.Arrays.copyOf(mkfs, mkfs.length + 1);
        command[mkfs.length] = device.path().toString();
        Commands.run(command);
        Commands.run("mount", device.path().toString(), root.toString());
        return new LoopDisk(device, root);
    }

    @Override
    public void close() throws IOException {
        Commands.unmount(root);
        device.close();
    }
}
