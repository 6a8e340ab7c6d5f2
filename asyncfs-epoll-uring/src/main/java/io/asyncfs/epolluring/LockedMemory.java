/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that this process may lock, of which registered buffers take a part. The limit is the user's, over all his
 * processes, and rings themselves take from it before Linux 5.12 and again in 6.18: so half of it is left to them. Any thread.
 */
final class LockedMemory {
    private static final int CAP_IPC_LOCK = 14; // include/uapi/linux/capability.h

    /** This process's. */
    static final LockedMemory HERE = new LockedMemory(limit() / 2);

    private final AtomicLong left;

    LockedMemory(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** Returns whether so many bytes more may be locked, which are then taken. */
    boolean tryTake(long bytes) {
        long now = left.get();
        while (now >= bytes) {
            if (left.compareAndSet(now, now - bytes)) {
                return true;
            }
            now = left.get();
        }
        return false;
    }

    /** They are locked no longer, or could not be. */
    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }

    private static long limit() {
        try {
            boolean isCounted = !mayLockAll(lines("/proc/self/status")) || !isOfTheSystem(lines("/proc/self/uid_map"));
            return isCounted ? limit(lines("/proc/self/limits")) : Long.MAX_VALUE;
        } catch (IOException | RuntimeException e) {
            return 0; // what cannot be known is not used
        }
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns whether capabilities count with io_uring, by user_namespaces(7): it asks for that of the first namespace
     * (ns_capable_noaudit in io_uring_create), and those of another, as in a container without root, say nothing.
     */
    static boolean isOfTheSystem(List<String> users) {
        return users.size() == 1 && users.get(0).strip().matches("0\\s+0\\s+4294967295");
    }

    /** Returns whether the kernel does not count, by the effective capabilities in proc_pid_status(5). */
    static boolean mayLockAll(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("CapEff:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> CAP_IPC_LOCK & 1) != 0);
    }

    /** Returns the soft limit of proc_pid_limits(5) in bytes. */
    static long limit(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith("Max locked memory"))
                .map(line ->
                        line.substring("Max locked memory".length()).strip().split("\\s+")[0])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElse(0);
    }
}
