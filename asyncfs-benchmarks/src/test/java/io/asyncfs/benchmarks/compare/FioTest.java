/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FioTest {
    private static final String PRINTED = """
            {"fio version": "fio-3.33", "jobs": [{"jobname": "x", "usr_cpu": 20.0, "sys_cpu": 70.0,
              "read": {"iops": 500000.0, "runtime": 1000, "total_ios": 500000,
                "lat_ns": {"min": 900, "max": 250000, "percentile": {"50.000000": 60000, "99.000000": 90000, "99.900000": 120000}}}}]}
            """;

    @Test
    void whatFioPrintsIsRead() {
        Measurement measurement = Fio.measurement(PRINTED, Kind.RANDOM_READ);
        assertEquals(500_000, measurement.ops());
        assertEquals(500_000, measurement.opsPerSecond());
        assertEquals(60, measurement.p50());
        assertEquals(90, measurement.p99());
        assertEquals(120, measurement.p999());
        assertEquals(250, measurement.max());
        assertEquals(1800, measurement.cpuNanosPerOp(), 1e-6);
        assertNull(measurement.allocatedBytesPerOp());
    }

    @Test
    void whatItSaysOfAppendsIsNotTheWholeLatency() {
        Measurement measurement = Fio.measurement(PRINTED.replace("\"read\"", "\"write\""), Kind.DURABLE_APPEND);
        assertEquals(500_000, measurement.opsPerSecond());
        assertNull(measurement.p50());
        assertNull(measurement.max());
    }

    @Test
    void eachRoundAppendsToWhatIsThere(@TempDir Path dir) throws Exception {
        Fio fio = installed("fio/psync");
        Workload appends = Workload.named("append-512-dsync-1w").orElseThrow();
        Path file = dir.resolve("appended");
        byte[] before = "what the round before has left: ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, before); // more than a round appends
        fio.run(new Job(appends, file.toString(), 1 << 20), 0.1);
        byte[] after = Files.readAllBytes(file);
        assertTrue(after.length > before.length, "nothing was appended");
        assertArrayEquals(before, Arrays.copyOf(after, before.length));
    }

    @Test
    void onlyReadsAreVerified(@TempDir Path dir) throws Exception {
        Fio fio = installed("fio/psync");
        TestFiles files = new TestFiles(dir, 1 << 20);
        for (String name : List.of("randread-4k-cached-qd1", "seqread-1m-cached-qd8")) {
            Job job = files.prepare(Workload.named(name).orElseThrow());
            assertTrue(fio.verify(job, 0.1), name);
            try (FileChannel file = FileChannel.open(job.file(0), StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[] {1}), 5000);
            }
            IOException failure = assertThrows(WrongBytesException.class, () -> fio.verify(job, 10));
            assertTrue(failure.getMessage().contains("verify failed"), failure.getMessage());
            Files.delete(job.file(0));
        }
        Job writes = files.prepare(Workload.named("randwrite-4k-qd32").orElseThrow());
        assertFalse(fio.verify(writes, 0.1));
    }

    @Test
    void anEngineThatFioCannotUseIsNotThere() throws Exception {
        installed("fio/psync");
        IOException failure = assertThrows(IOException.class, () -> new Fio("fio/no-such-engine"));
        assertTrue(failure.getMessage().contains("no-such-engine"), failure.getMessage());
    }

    @Test
    void whatItComplainsOfIsTheReason(@TempDir Path dir) throws Exception {
        Fio fio = installed("fio/psync");
        Workload reads = Workload.named("randread-4k-cached-qd1").orElseThrow();
        Path plain = Files.createFile(dir.resolve("plain"));
        Job nowhere = new Job(reads, plain.resolve("file").toString(), 1 << 20);
        IOException failure = assertThrows(IOException.class, () -> fio.run(nowhere, 0.1));
        assertTrue(failure.getMessage().contains("error=Not a directory"), failure.getMessage());
    }

    @Test
    void aColonInTheNameSeparatesNoFiles(@TempDir Path dir) throws Exception {
        Fio fio = installed("fio/psync");
        Path odd = Files.createDirectory(dir.resolve("10:30"));
        Job job = new TestFiles(odd, 1 << 20)
                .prepare(Workload.named("randread-4k-cached-qd1").orElseThrow());
        assertTrue(fio.verify(job, 0.1));
    }

    @Test
    void withoutStraceNoCallsAreCounted(@TempDir Path dir) throws Exception {
        installed("fio/psync");
        Job job = new TestFiles(dir, 1 << 20)
                .prepare(Workload.named("randread-4k-cached-qd1").orElseThrow());
        assertNull(new Fio("fio/psync", "no-such-strace").countCalls(job, 0.1));
        assertNull(new Fio("fio/psync", "false").countCalls(job, 0.1)); // as where ptrace(2) is not allowed
        assertTrue(new Fio("fio/psync").countCalls(job, 0.1) >= 1);
    }

    @Test
    void theCommandIsTheOneThatRuns(@TempDir Path dir) throws Exception {
        Fio fio = installed("fio/psync");
        fio.recordsPerSync(7);
        Job job = new Job(
                Workload.named("append-512-dsync-32w").orElseThrow(),
                dir.resolve("a b").toString(),
                1 << 20);
        String line = fio.commandLine(job, 0.25);
        assertTrue(line.startsWith("fio --name=append-512-dsync-32w '--filename=" + dir + "/a b' --rw=write"), line);
        assertTrue(line.contains(" --ioengine=psync ") && line.contains(" --runtime=250ms "), line);
        assertTrue(line.endsWith(" --file_append=1 --size=1g --fdatasync=7"), line);
    }

    private static Fio installed(String name) {
        try {
            return new Fio(name);
        } catch (IOException e) {
            return abort("fio is not installed: " + e.getMessage());
        }
    }
}
