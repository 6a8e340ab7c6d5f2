/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.work.TestFiles;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code bench read} and {@code bench write} do to the file that they are given. */
class TransferCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();

    private int bench(String command, Path file, String... more) {
        said.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new BenchCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(Stream.concat(
                                Stream.of(command, "--file", file.toString(), "--seconds", "0.1", "--size", "64k"),
                                Stream.concat(Stream.of("--backend", "pool"), Stream.of(more)))
                        .toArray(String[]::new));
    }

    private void refused(String command, Path file, String found) {
        assertEquals(CommandLine.ExitCode.USAGE, bench(command, file), said::toString);
        assertTrue(
                said.toString()
                        .startsWith("--file: expected a new or empty file, or one that bench made, got " + file
                                + ", which is " + found + ": name another file"),
                said::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void aFileOfTheUserStaysAsItIs(String command) throws Exception {
        Path file = dir.resolve("thesis");
        byte[] content = "of ten years".repeat(1000).getBytes();
        Files.write(file, content);
        refused(command, file, "a file of 12000 bytes which is none of bench's");
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void soDoesOneThatIsAsLongAsOurs(String command) throws Exception {
        Path file = dir.resolve("disk.img");
        long length = TestFiles.DEFAULT_BYTES + 4096;
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(length);
        }
        refused(command, file, "a file of " + length + " bytes which is none of bench's");
        assertEquals(length, Files.size(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write"})
    void whatIsNoRegularFileIsNotOpened(String command) throws Exception {
        refused(command, Path.of("/dev/null"), "no regular file");
        refused(command, dir, "a directory");
        Path pipe = dir.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        refused(command, pipe, "no regular file");
    }

    @Test
    void aSyncAfterNoWritesIsRefused() {
        assertEquals(CommandLine.ExitCode.USAGE, bench("write", dir.resolve("file"), "--sync-every", "0"));
        assertTrue(said.toString().startsWith("--sync-every: expected 1 or more, got 0"), said::toString);
    }

    @Test
    void whereNoResultCanBeWrittenNothingIsMeasured() {
        Path json = dir.resolve("missing/out.json");
        assertEquals(CommandLine.ExitCode.USAGE, bench("read", dir.resolve("file"), "--json", json.toString()));
        assertTrue(said.toString().startsWith("--json: expected a file in a directory that is there"), said::toString);
        assertTrue(Files.notExists(dir.resolve("file")));
    }

    @Test
    void ourOwnFileIsUsedAgain() throws Exception {
        Path file = dir.resolve("file");
        Files.createFile(file); // as mktemp(1) makes it
        for (String command : new String[] {"read", "read", "write", "write", "read"}) {
            assertEquals(0, bench(command, file), said::toString);
        }
    }

    @Test
    void aWrongByteEndsTheCommand() throws Exception {
        Path file = dir.resolve("file");
        assertEquals(0, bench("read", file), said::toString);
        try (RandomAccessFile broken = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 0; at < TestFiles.DEFAULT_BYTES / 2; at += 64 << 10) {
                broken.seek(at);
                broken.write(1);
            }
        }
        assertEquals(CommandLine.ExitCode.SOFTWARE, bench("read", file), said::toString);
        assertTrue(said.toString().contains("wrong bytes: file 0 at "), said::toString);
    }
}
