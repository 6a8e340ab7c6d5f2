/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.LoopDevice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk with ext4 whose writes are logged by dm-log-writes. All of it lies in files of one directory:
 *
 * <pre>
 *  image     the disk when the log begins
 *  disk      written to  <-- loop <-- dm-log-writes <-- ext4 on mounted/
 *  log       its log     <-- loop <---'
 *  replayed  the disk after a power cut  <-- loop <-- ext4 on recovered/
 * </pre>
 */
final class LoggedDisk implements AutoCloseable {
    private static final String NAME = "asyncfs-powercut";
    private static final long BYTES = 16 << 20;
    private static final long LOG_BYTES = 1 << 30;
    private static final int SECTOR = 512;

    private final Path directory;
    private final LoopDevice disk;
    private final LoopDevice log;
    private final LoopDevice replayed;

    /** Makes the files and their devices in an empty directory. */
    LoggedDisk(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(mounted());
        Files.createDirectories(recovered());
        try (RandomAccessFile file = new RandomAccessFile(image().toFile(), "rw")) {
            file.setLength(BYTES);
        }
        // Nothing but the test writes to it: no lazy initialisation. A small journal, as it is recovered often.
        String extended = "lazy_itable_init=0,lazy_journal_init=0,nodiscard";
        Commands.run("mkfs.ext4", "-q", "-b", "4096", "-N", "64", "-J", "size=4", "-E", extended, image().toString());
        disk = LoopDevice.make(directory.resolve("disk"), BYTES, SECTOR);
        log = LoopDevice.make(directory.resolve("log"), LOG_BYTES, SECTOR);
        replayed = LoopDevice.make(directory.resolve("replayed"), BYTES, SECTOR);
    }

    Path image() {
        return directory.resolve("image");
    }

    Path log() {
        return log.path();
    }

    /** Where the file system is that is written to. */
    Path mounted() {
        return directory.resolve("mounted");
    }

    private Path recovered() {
        return directory.resolve("recovered");
    }

    /** Begins a log with the disk as it is in {@link #image}. */
    void mount(String options) throws IOException {
        ReplayedDisk.of(image()).copyTo(disk.path());
        String table = "0 " + BYTES / 512 + " log-writes " + disk.path() + ' ' + log.path();
        Commands.run("dmsetup", "create", NAME, "--table", table);
        try {
            Commands.run(
                    "mount",
                    "-t",
                    "ext4",
                    "-o",
                    options,
                    "/dev/mapper/" + NAME,
                    mounted().toString());
        } catch (IOException | AssertionError e) {
            Commands.run("dmsetup", "remove", "--retry", NAME);
            throw e;
        }
    }

    /** Puts a mark into the log. */
    void mark(String text) throws IOException {
        Commands.run("dmsetup", "message", NAME, "0", "mark", text);
    }

    /** Ends the log. */
    void unmount() throws IOException {
        Commands.run("umount", mounted().toString());
        Commands.run("dmsetup", "remove", "--retry", NAME);
    }

    /** Lets the file system recover from what a disk holds, and returns what it has in a file, if it has that. */
    byte[] recover(ReplayedDisk held, String name) throws IOException {
        held.copyTo(replayed.path()); // recovery writes, so it works on a copy
        Commands.run(
                "mount", "-t", "ext4", replayed.path().toString(), recovered().toString());
        try {
            Path file = recovered().resolve(name);
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } finally {
            Commands.run("umount", recovered().toString());
        }
    }

    @Override
    public void close() throws IOException {
        disk.close();
        log.close();
        replayed.close();
    }
}
