/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The program in a process of its own: what it prints, and how it takes signals. */
class CpCommandTest {
    private static final int SIZE = 8 << 20;
    private static final long EXIT_SECONDS = 30;

    @TempDir
    Path dir;

    private final byte[] bytes = CopyScene.random(SIZE);
    private Process process;

    @AfterEach
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
    void saysWhatItCopied(String backend) throws Exception {
        Path source = Files.write(dir.resolve("src"), bytes);
        Path target = dir.resolve("dst");
        start(command("--backend", backend, "--depth", "5", source.toString(), target.toString()));
        assertEquals(0, exitStatus());
        String expected = "copied " + SIZE + " bytes in \\d+\\.\\d{3} s \\(backend " + backend + "\\)\n";
        assertTrue(out().matches(expected), out());
        assertEquals("", err());
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void aSignalLeavesEverythingAsItWas(String signal, int status) throws Exception {
        CopyScene.needFuse();
        Path target = Files.writeString(Files.createDirectory(dir.resolve("to")).resolve("dst"), "old");
        try (SlowFs slow = slowSource()) {
            start(command(slow.path("src").toString(), target.toString()));
            awaitHalfACopy(target.getParent());
            signal(signal);
            assertEquals(status, exitStatus());
        }
        assertEquals("", out());
        assertEquals("", err());
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("dst"), CopyScene.names(target.getParent()));
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        CopyScene.needFuse();
        Path to = Files.createDirectory(dir.resolve("to"));
        try (SlowFs slow = slowSource()) {
            // Requests end with the process, which therefore can end. The first signal waits for them, for a while.
            slow.interruptible(true).hold(SlowOp.READ);
            start(command(slow.path("src").toString(), to.toString()));
            await("reads wait").atMost(Duration.ofSeconds(EXIT_SECONDS)).until(() -> slow.count(SlowOp.READ) > 0);
            // Two of a kind might become one.
            signal("INT");
            signal("TERM");
            int status = exitStatus();
            assertTrue(Set.of(130, 143).contains(status), "status " + status);
        }
        assertEquals(1, CopyScene.names(to).size(), "files, of which nobody removed the temporary one");
    }

    @Test
    void aTerminalSeesABar() throws Exception {
        CopyScene.needFuse();
        CopyScene.need(Files.isExecutable(Path.of("/usr/bin/script")), "script(1)");
        Path target = dir.resolve("dst");
        try (SlowFs slow = slowSource()) {
            String line = String.join(" ", command(slow.path("src").toString(), target.toString()));
            start(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
            assertEquals(0, exitStatus());
        }
        String[] drawn = out().split("\r");
        assertTrue(drawn.length > 3, out());
        assertTrue(drawn[1].matches(" *\\d+% \\[[#-]+] .* of 8\\.0 MiB, .*/s, \\S+ (left|syncing) *"), drawn[1]);
        assertTrue(out().stripTrailing().matches("(?s).*\rcopied " + SIZE + " bytes in .*\\)"), out());
        assertArrayEquals(bytes, Files.readAllBytes(target));
    }

    @Test
    void aTerminalAsOutputAloneSeesNoBar() throws Exception {
        CopyScene.needFuse();
        CopyScene.need(Files.isExecutable(Path.of("/usr/bin/script")), "script(1)");
        try (SlowFs slow = slowSource()) {
            List<String> command = command(slow.path("src").toString(), dir.toString());
            String line = String.join(" ", command) + " 2> " + dir.resolve("err");
            start(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
            assertEquals(0, exitStatus());
        }
        assertEquals("", err());
        assertFalse(out().contains("%"), out());
    }

    /** A mount with a file that takes some seconds to read. */
    private SlowFs slowSource() throws IOException {
        SlowFs slow = SlowFs.mount(dir.resolve("slow"));
        Files.write(slow.path("src"), bytes);
        return slow.delay(SlowOp.READ, Duration.ofMillis(20));
    }

    private static void awaitHalfACopy(Path directory) {
        await("a temporary file with content")
                .atMost(Duration.ofSeconds(EXIT_SECONDS))
                .until(() -> CopyScene.names(directory).stream()
                        .anyMatch(name -> name.endsWith("-tmp")
                                && directory.resolve(name).toFile().length() > 0));
    }

    private static List<String> command(String... arguments) {
        // A shell starts its background jobs with SIGINT ignored, and a JVM that inherits that leaves it so.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT,HUP",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.asyncfs.examples.Main",
                "cp"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(dir.resolve("out").toFile())
                .redirectError(dir.resolve("err").toFile());
        builder.environment().put("TERM", "xterm");
        process = builder.start();
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor());
    }

    private int exitStatus() throws InterruptedException {
        assertTrue(process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS), "expected it to exit");
        return process.exitValue();
    }

    private String out() throws IOException {
        return Files.readString(dir.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(dir.resolve("err"));
    }
}
