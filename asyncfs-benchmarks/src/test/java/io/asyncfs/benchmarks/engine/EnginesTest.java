/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine does what it can, and notices wrong bytes. */
class EnginesTest {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @TempDir
    private Path dir;

    private static List<String> all() {
        return Engines.ALL.stream()
                .filter(name -> Engines.needsJdk(name) <= Runtime.version().feature())
                .toList();
    }

    private Job job(Kind kind, int files) throws Exception {
        Workload workload = new Workload("w", kind, 4096, 8, false, files);
        return new TestFiles(dir, 1 << 20).prepare(workload, "e");
    }

    @ParameterizedTest
    @MethodSource("all")
    void operationsAreDoneAndCounted(String name) throws Exception {
        try (Engine engine = Engines.create(name)) {
            for (Kind kind : Kind.values()) {
                if ((name.startsWith("netty/") && kind != Kind.RANDOM_READ)
                        || ((name.startsWith("jdk/async")
                                        || name.equals("asyncfs/channel")
                                        || name.endsWith("-virtual"))
                                && !kind.isRead()
                                && !kind.isWrite())) {
                    continue;
                }
                try (Session session = engine.open(job(kind, kind == Kind.SMALL_FILES ? 10 : 1))) {
                    Measurement measured = new Runs(List.of(session)).run(new Meter(NANOS, true));
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
            Throwable failure =
                    assertThrows(Throwable.class, () -> new Runs(List.of(session)).run(new Meter(NANOS, false)));
            while (!(failure instanceof AssertionError)) {
                failure = failure.getCause();
            }
            assertTrue(failure.getMessage().startsWith("wrong bytes"), failure.getMessage());
        }
    }

    @Test
    void anUnknownEngineIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Engines.create("x"));
        assertEquals("engine: expected one of " + String.join(", ", Engines.ALL) + ", got x", refused.getMessage());
    }
}
