/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import io.asyncfs.testsuite.harness.Commands;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A local file system on a disk that is as slow, or as broken, as the test says: ext4 on a loop device whose file is on a
 * {@link SlowFs}. What the kernel does with a disk it does here: cache, read ahead, ring, AIO. Linux and root are needed.
 *
 * <pre>
 *  path() -- ext4 -- /dev/loopN -- SlowFs (FUSE) -- the test
 *  path() -- ext4 -- {@link MapperDisk}, with the system property {@value #DISK} set to {@code mapper}
 * </pre>
 */
public final class SlowDisk implements AutoCloseable {
    /** System property: {@code mapper} takes the disks of the device mapper, which not every kernel has. */
    public static final String DISK = "io.asyncfs.test.disk";

    /** How large it is. */
    public static final int BYTES = 24 << 20;

    private final FaultyDisk disk;
    private final Path device;
    private final Path root;

    private SlowDisk(FaultyDisk disk, Path device, Path root) {
        this.disk = disk;
        this.device = device;
        this.root = root;
    }

    /** Makes one and mounts it below {@code directory}. No journal: nothing is written but what the test writes. */
    public static SlowDisk mount(Path directory) throws IOException {
        Path root = Files.createDirectories(directory.resolve("mounted"));
        if ("mapper".equals(System.getProperty(DISK))) {
            MapperDisk disk = MapperDisk.make(directory.resolve("disk"), BYTES);
            return mount(disk, disk.device(), root);
        }
        SlowFs disk = SlowFs.mount(directory.resolve("disk"));
        Path image = disk.path("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toString(), "rw")) {
            file.setLength(BYTES);
        } catch (IOException e) {
            disk.close();
            throw e;
        }
        return mount(disk, image, root);
    }

    private static SlowDisk mount(FaultyDisk disk, Path device, Path root) throws IOException {
        try {
            String extended = "nodiscard,lazy_itable_init=0";
            Commands.run("mkfs.ext4", "-q", "-O", "^has_journal", "-E", extended, device.toString());
            SlowDisk slow = new SlowDisk(disk, device, root);
            slow.mount();
            return slow;
        } catch (IOException | RuntimeException | Error e) {
            disk.close();
            throw e;
        }
    }

    private void mount() throws IOException {
        // mount(8) puts a loop device before what is a file.
        Commands.run("mount", "-t", "ext4", "-o", "noatime", device.toString(), root.toString());
    }

    /** Waits until nothing of the file system is in use, and mounts it anew: its files have then what is on the disk. */
    public void remount() throws IOException {
        Commands.unmount(root);
        mount();
    }

    /** Returns the disk itself, whose reads and writes can be delayed, held, or failed. */
    public FaultyDisk disk() {
        return disk;
    }

    /** Returns whether it is a {@link MapperDisk}, which takes many requests at a time and can be as slow as a disk. */
    public boolean isMapped() {
        return disk instanceof MapperDisk;
    }

    /** Returns the path of a name in the file system. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Writes everything to the disk, and forgets everything cached of it. */
    public void dropCaches() throws IOException {
        Commands.run("sync", "-f", root.toString());
        // 1: pages; the inodes stay, so that a path that was looked up needs no disk.
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "1");
    }

    /** Lets everything go on, unmounts, and fails when something of it stays in use. */
    @Override
    public void close() throws IOException {
        disk.release(SlowOp.READ).release(SlowOp.WRITE).release(SlowOp.FSYNC);
        boolean unmounted = false;
        try {
            Commands.unmount(root);
            unmounted = true;
        } finally {
            if (!unmounted) {
                Commands.run("umount", "--lazy", root.toString()); // a test that failed still has a file open
            }
            disk.close();
        }
    }
}
