/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import io.asyncfs.benchmarks.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What of a file is in memory. */
public final class PageCache {
    private static final Path COUNTERS = Path.of("/proc/self/io");
    private static final String READ = "read_bytes: ";
    private static final int MIB = 1 << 20;

    /** What a virtual machine may read meanwhile for itself, such as classes. */
    private static final long OTHER_BYTES = 16L * MIB;

    private PageCache() {}

    /** Reads all of a file. */
    public static void fill(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Writes back what is dirty on the file system of a file: syncfs(2), for which Java has no call, and which takes a tenth of
     * ten thousand calls of fsync(2). Where sync(1) does not know it, all file systems are written.
     */
    static void writeBack(Path file) throws IOException {
        if (!Shell.succeeds("sync", "-f", file.toString()) && !Shell.succeeds("sync")) {
            throw new IOException("sync cannot write back the file system of " + file);
        }
    }

    /** Forgets a file, which must have been written to the disk: posix_fadvise(2) with DONTNEED, for which Java has no call. */
    public static void drop(Path file) throws IOException, InterruptedException {
        Process dd = new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none")
                .redirectErrorStream(true)
                .start();
        String said = new String(dd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (dd.waitFor() != 0) {
            throw new IOException("dd cannot empty the page cache of " + file + ": " + said.strip());
        }
    }

    /**
     * Returns how many bytes this process has had read from disks until now, see proc_pid_io(5); nothing where the system does
     * not tell.
     */
    public static OptionalLong readFromDisk() throws IOException {
        if (!Files.isReadable(COUNTERS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(COUNTERS)) {
            return lines.filter(line -> line.startsWith(READ))
                    .mapToLong(line -> Long.parseLong(line.substring(READ.length())))
                    .findFirst();
        }
    }

    /**
     * Fails when most of so many bytes, which were read of a file since {@link #readFromDisk} said {@code before}, were cached.
     * Returns whether that was counted: file systems without a disk of their own do not, as FUSE.
     */
    public static boolean expectCold(Path file, OptionalLong before, long bytes) throws IOException {
        OptionalLong counted = since(before);
        if (counted.isEmpty()) {
            return false;
        }
        long came = counted.getAsLong();
        String type = Files.getFileStore(file).type();
        boolean counts = came > 0 || type.equals("tmpfs") || type.equals("ramfs");
        if (counts && came < bytes / 2) {
            throw new IOException("the files of " + file.getParent() + " (" + type
                    + ") do not leave the page cache: of " + bytes / MIB + " MiB, " + came / MIB
                    + " came from a disk; name another directory by --dir");
        }
        return came > 0;
    }

    /** Fails when more than a little of so many bytes, read since then, came from a disk; returns whether that was counted. */
    public static boolean expectCached(OptionalLong before, long bytes) throws IOException {
        OptionalLong counted = since(before);
        if (counted.isEmpty()) {
            return false;
        }
        long came = counted.getAsLong();
        if (came > Math.max(OTHER_BYTES, bytes / 20)) {
            throw new IOException("the files did not stay in the page cache: of " + bytes / MIB + " MiB, " + came / MIB
                    + " came from a disk; there is too little memory for them");
        }
        return true;
    }

    private static OptionalLong since(OptionalLong before) throws IOException {
        OptionalLong now = readFromDisk();
        return before.isEmpty() || now.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(now.getAsLong() - before.getAsLong());
    }
}
