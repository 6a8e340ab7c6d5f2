/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Where something was measured.
 *
 * @param date the day, in UTC
 * @param processor its model
 * @param processors how many there are
 * @param memoryMebibytes of the machine
 * @param kernel the system and its release
 * @param fileSystem of the test files
 * @param jdk the Java virtual machine
 * @param netty its version
 * @param asyncfs its version
 * @param commit that it was built from; null where the build did not know
 * @param fio its version; null where it takes no part
 * @param absent engines that do not take part, in anything or in a workload
 * @param command what was typed
 */
public record Environment(
        String date,
        String processor,
        int processors,
        long memoryMebibytes,
        String kernel,
        String fileSystem,
        String jdk,
        String netty,
        String asyncfs,
        String commit,
        String fio,
        List<Absent> absent,
        String command) {
    /** Looks at this machine. */
    public static Environment here(Path dir, String fio, List<Absent> absent, String command) throws IOException {
        Build build = Build.here();
        return new Environment(
                LocalDate.now(ZoneOffset.UTC).toString(),
                field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(field("/proc/meminfo", "MemTotal", "0 kB").split(" ")[0]) / 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Files.getFileStore(dir).type(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Version.identify().get("netty-common").artifactVersion(),
                build.version(),
                build.commit(),
                fio,
                List.copyOf(absent),
                command);
    }

    private static String field(String file, String name, String otherwise) throws IOException {
        Path path = Path.of(file);
        List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
