/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine does what it can, and notices wrong bytes. */
class EnginesTest {
    private static final double SECONDS = 0.1;

    @TempDir
    private Path dir;

    private static List<String> all() {
        return Engines.ALL.stream()
                .filter(name -> !name.endsWith("-virtual") || Runtime.version().feature() >= 21)
                .toList();
    }

    private Job job(Kind kind, int files) throws Exception {
        Workload workload = new Workload("w", kind, 4096, 8, false, files);
        return new TestFiles(dir, 1 << 20).prepare(workload);
    }

    private static boolean does(String name, Kind kind) {
        if (name.startsWith("netty/")) {
            return kind == Kind.RANDOM_READ;
        }
        boolean blocksOnly =
                name.startsWith("jdk/async") || name.equals("asyncfs/channel") || name.endsWith("-virtual");
        return !blocksOnly || kind.isRead() || kind.isWrite();
    }

    @ParameterizedTest
    @MethodSource("all")
    void operationsAreDoneAndCounted(String name) throws Exception {
        try (Engine engine = Engines.create(name)) {
            for (Kind kind : Kind.values()) {
                if (!does(name, kind)) {
                    continue;
                }
                try (Session session = engine.open(job(kind, kind == Kind.SMALL_FILES ? 10 : 1))) {
                    Measurement measured = new Runs(List.of(session)).run(Pass.checking(SECONDS));
                    assertTrue(measured.opsPerSecond() > 0, kind + ": " + measured);
                    assertTrue(
                            measured.p50() <= measured.p99() && measured.p999() <= measured.max(), measured::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void wrongBytesFailTheRun(String name) throws Exception {
        Job job = job(Kind.RANDOM_READ, 1);
        try (FileChannel file = FileChannel.open(job.file(0), StandardOpenOption.WRITE)) {
            for (long at = 0; at < job.bytes(); at += 4096) {
                file.write(ByteBuffer.allocate(8).put(0, (byte) 1), at);
            }
        }
        try (Engine engine = Engines.create(name);
                Session session = engine.open(job)) {
            WrongBytesException failure =
                    assertThrows(WrongBytesException.class, () -> new Runs(List.of(session)).run(Pass.timed(SECONDS)));
            assertTrue(failure.getMessage().startsWith("wrong bytes"), failure.getMessage());
        }
    }

    private boolean isOfTheTest(Path descriptor) throws IOException {
        try {
            // The stream's own is closed, or is a directory.
            return Files.isRegularFile(descriptor) && descriptor.toRealPath().startsWith(dir.toRealPath());
        } catch (NoSuchFileException e) { // closed meanwhile, by whoever else is in this process
            return false;
        }
    }

    private long opened() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "nobody tells what is open");
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path one : all) {
                count += isOfTheTest(one) ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("writers")
    void whenOneFileCannotBeOpenedNoneStaysOpen(String name) throws Exception {
        Job job = job(Kind.RANDOM_READ, 5);
        Files.delete(job.file(4));
        try (Engine engine = Engines.create(name)) {
            IOException failure = assertThrows(IOException.class, () -> Runs.open(1, number -> engine.open(job)));
            assertTrue(failure.toString().contains(job.file(4).toString()), failure.toString());
            assertEquals(0, opened());
        }
    }

    private static List<String> writers() {
        return all().stream().filter(name -> does(name, Kind.RANDOM_WRITE)).toList();
    }

    /** The engine writes, but not to the file that is looked at, which has what an earlier pass wrote. */
    @ParameterizedTest
    @MethodSource("writers")
    void aWriteThatIsNotThereFailsTheRun(String name) throws Exception {
        Job job = job(Kind.SEQUENTIAL_WRITE, 1);
        try (Engine engine = Engines.create(name);
                Session session = engine.open(job)) {
            Runs runs = new Runs(List.of(session));
            runs.run(Pass.checking(SECONDS));
            Path copy = Files.copy(job.file(0), dir.resolve("copy"));
            Files.move(copy, job.file(0), StandardCopyOption.REPLACE_EXISTING);
            WrongBytesException failure =
                    assertThrows(WrongBytesException.class, () -> runs.run(Pass.checking(SECONDS)));
            assertTrue(failure.getMessage().endsWith("is not what was written there"), failure.getMessage());
        }
    }

    @Test
    void anUnknownEngineIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Engines.create("x"));
        assertEquals("engine: expected one of " + String.join(", ", Engines.ALL) + ", got x", refused.getMessage());
    }
}
