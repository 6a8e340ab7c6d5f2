/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The limits that matter to asynchronous I/O on Linux, from {@code /proc} (proc(5)). Each is null where the system has no
 * such limit, {@link #UNLIMITED} where it is not set.
 *
 * @param memlock bytes this process may lock in memory (RLIMIT_MEMLOCK, soft); kernels before 5.12, and from 6.18 on, charge
 *     rings to it
 * @param nofile descriptors this process may have open (RLIMIT_NOFILE, soft)
 * @param ioUringDisabled {@code kernel.io_uring_disabled}: 0 for everybody, 1 for members of a group, 2 for nobody
 * @param aioMaxNr {@code fs.aio-max-nr}: Linux AIO requests on the whole system
 */
record ProcLimits(Long memlock, Long nofile, Long ioUringDisabled, Long aioMaxNr) {
    static final long UNLIMITED = -1;

    /** Reads the limits of this process. */
    static ProcLimits read() throws IOException {
        List<String> self = lines(Path.of("/proc/self/limits"));
        return new ProcLimits(
                softLimit(self, "Max locked memory"),
                softLimit(self, "Max open files"),
                number(lines(Path.of("/proc/sys/kernel/io_uring_disabled"))),
                number(lines(Path.of("/proc/sys/fs/aio-max-nr"))));
    }

    /** Returns the soft limit of a line such as {@code Max open files   1024   1048576   files}; null if there is none. */
    static Long softLimit(List<String> lines, String name) {
        for (String line : lines) {
            if (line.startsWith(name)) {
                String soft = line.substring(name.length()).trim().split("\\s+")[0];
                return soft.equals("unlimited") ? (Long) UNLIMITED : Long.valueOf(soft);
            }
        }
        return null;
    }

    private static Long number(List<String> lines) {
        return lines.isEmpty() ? null : Long.valueOf(lines.get(0).trim());
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
