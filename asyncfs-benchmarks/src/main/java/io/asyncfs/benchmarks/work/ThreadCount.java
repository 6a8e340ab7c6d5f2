/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of this process that work for an engine. */
final class ThreadCount {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** By what the kernel calls them, which is cut off after 15 bytes. */
    private static final Pattern OF_THE_VIRTUAL_MACHINE = Pattern.compile(
            "java|bench progress|(GC|VM|C1|C2|G1|Sweeper) ?.*|Signal Dispatch"
                    + "|Reference Handl|Finalizer|Common-Cleaner|Service Thread|Monitor Deflati|Notification Th|Attach Listener");

    private ThreadCount() {}

    /** Returns how many there are besides the one that waits for the end, or that one; null where the system does not tell. */
    static Integer now() {
        if (!Files.isDirectory(TASKS)) {
            return null;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            int count = (int) tasks.map(ThreadCount::name)
                    .filter(name -> !OF_THE_VIRTUAL_MACHINE.matcher(name).matches())
                    .count();
            return Math.max(1, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return "java"; // it has ended
        }
    }
}
