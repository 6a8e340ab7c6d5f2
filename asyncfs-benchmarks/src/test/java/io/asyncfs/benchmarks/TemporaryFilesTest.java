/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TemporaryFilesTest {
    private static final int TERMINATED = 143;

    @TempDir
    private Path dir;

    /** Has started another program, and makes files until it is ended. */
    static final class Benchmark {
        public static void main(String[] args) throws Exception {
            Path made = TemporaryFiles.directory(Path.of(args[0]));
            System.out.println(new ProcessBuilder("sleep", "600").start().pid());
            try {
                for (int i = 0; ; i++) {
                    Files.createFile(made.resolve(Integer.toString(i)));
                }
            } finally {
                TemporaryFiles.delete(made);
                Files.createFile(Path.of(args[0], "it went on"));
            }
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }

    @Test
    void aSignalLeavesNothingBehind() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmark.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long program = Long.parseLong(process.inputReader().readLine());
        process.destroy();
        assertEquals(TERMINATED, process.waitFor());
        assertEquals(List.of(), left());
        assertFalse(ProcessHandle.of(program).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void whatIsDeletedIsGoneWithAllThatIsInIt() throws Exception {
        Path made = TemporaryFiles.directory(dir);
        Files.createFile(Files.createDirectory(made.resolve("small")).resolve("0"));
        TemporaryFiles.delete(made);
        assertEquals(List.of(), left());
    }
}
