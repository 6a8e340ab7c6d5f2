/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.asyncfs.benchmarks.Shell;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
    private static final String JDK = "jdk/filechannel";

    @TempDir
    private Path dir;

    private Job job() throws IOException {
        return new TestFiles(dir, 1 << 20)
                .prepare(Workload.named("randread-4k-cached-qd1").orElseThrow());
    }

    @Test
    void whatTheVirtualMachineWarnsOfIsNoAnswer() throws Exception {
        List<String> logs = List.of("-XX:NewSize=200m", "-XX:MaxNewSize=100m", "-Xlog:gc*");
        try (WorkerProcess worker = new WorkerProcess(JDK, logs)) {
            assertTrue(worker.run(job(), 0.1).ops() > 0);
        }
    }

    @Test
    void whatIsNoAnswerIsShown() {
        IOException failure =
                assertThrows(IOException.class, () -> new WorkerProcess(JDK, List.of("-XX:+PrintFlagsFinal")));
        assertTrue(
                failure.getMessage()
                        .startsWith(JDK + ": expected an answer of its virtual machine, got: [Global flags]"),
                failure.getMessage());
    }

    @Test
    void whatDoesNotAnswerIsEnded() throws Exception {
        WorkerProcess worker = new WorkerProcess(JDK, List.of(), 1);
        Path pipe = dir.resolve("pipe"); // to open it waits until somebody writes to it
        assertTrue(Shell.succeeds("mkfifo", pipe.toString()));
        Job job = new Job(job().workload(), pipe.toString(), 1 << 20);
        IOException late = assertThrows(IOException.class, () -> worker.run(job, 1));
        assertTrue(
                late.getMessage().matches(JDK + ": not done after 2 s; its threads: main: .* < FileChannelEngine.*"),
                late.getMessage());
        worker.close();
    }

    @Test
    void anEndThatFailsIsTold() throws Exception {
        WorkerProcess worker = new WorkerProcess(JDK, List.of());
        assertTrue(Shell.succeeds("kill", "-KILL", Long.toString(worker.pid())));
        IOException failure = assertThrows(IOException.class, worker::close);
        assertEquals(JDK + ": its virtual machine ended with 137: it said nothing", failure.getMessage());
    }

    @Test
    void wrongBytesAreToldFromOtherFailures() throws Exception {
        Job job = job();
        try (WorkerProcess worker = new WorkerProcess(JDK, List.of())) {
            assertTrue(worker.verify(job, 0.1));
            try (RandomAccessFile file = new RandomAccessFile(job.path(), "rw")) {
                file.write(new byte[1 << 20]);
            }
            WrongBytesException wrong = assertThrows(WrongBytesException.class, () -> worker.run(job, 0.1));
            assertTrue(wrong.getMessage().startsWith(JDK + ": wrong bytes"), wrong.getMessage());
            Job none = new Job(job.workload(), dir.resolve("none").toString(), job.bytes());
            IOException missing = assertThrows(IOException.class, () -> worker.run(none, 0.1));
            assertEquals(IOException.class, missing.getClass());
        }
    }

    @Test
    void theCommandRunsAsItStandsThere() throws Exception {
        Job job = job();
        try (WorkerProcess worker = new WorkerProcess(JDK, List.of("-Dits.a='quote'"))) {
            String command = worker.commandLine(job, 0.1).replace("CLASSPATH", System.getProperty("java.class.path"));
            Process shell = new ProcessBuilder("sh", "-c", command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<String> lines = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertEquals(0, shell.waitFor(), () -> command);
            assertEquals(2, lines.size(), lines::toString);
            assertTrue(JsonParser.parseString(lines.get(1)).getAsJsonObject().has("measurement"), lines::toString);
        }
    }
}
