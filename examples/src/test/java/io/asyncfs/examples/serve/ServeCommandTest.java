/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.examples.stall.Needs;
import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own: what it prints, and how it takes signals. */
class ServeCommandTest {
    private static final Pattern READY =
            Pattern.compile("listening on http://(\\S+):(\\d+)/ \\(backend (\\w+), (\\d+) loops\\)");
    private static final int BIG = 64 << 20;
    private static final long EXIT_SECONDS = 30;
    private static final int EIO = 5;

    @TempDir
    Path dir;

    private ProcessBuilder.Redirect errors = ProcessBuilder.Redirect.INHERIT;
    private Process process;
    private BufferedReader out;
    private Matcher ready;

    @AfterEach
    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.examples.serve.Served#backends")
    void servesUntilSigterm(String backend) throws Exception {
        Files.writeString(dir.resolve("a"), "aaa");
        start("--backend", backend, "--loops", "2");
        assertEquals("127.0.0.1", ready.group(1));
        assertEquals(backend, ready.group(3));
        assertEquals("2", ready.group(4));
        try (RawConnection connection = connect(0)) {
            assertEquals("aaa", connection.get("/a").answer().body());
            signal("TERM");
            connection.assertClosed();
        }
        assertEquals(0, exitStatus());
        assertNull(out.readLine(), "expected one line on standard output");
    }

    @Test
    void finishesADownloadAfterSigint() throws Exception {
        big();
        start("--grace", "60");
        try (RawConnection connection = connect(4096)) {
            assertEquals(200, connection.get("/big").head().status());
            signal("INT");
            connection.in.skipNBytes(BIG);
            connection.assertClosed();
        }
        assertEquals(0, exitStatus());
    }

    @Test
    void aSecondSignalEndsItAtOnce() throws Exception {
        big();
        start("--grace", "600");
        try (RawConnection stuck = connect(4096);
                RawConnection idle = connect(0)) {
            assertEquals(200, stuck.get("/big").head().status());
            assertEquals(404, idle.get("/missing").answer().status());
            signal("TERM");
            // The first signal has been taken when this is closed.
            idle.assertClosed();
            assertTrue(process.isAlive());
            signal("TERM");
            assertNotEquals(0, exitStatus());
        }
    }

    @Test
    void stopsAfterTheGraceTime() throws Exception {
        big();
        start("--grace", "0.2");
        try (RawConnection stuck = connect(4096)) {
            assertEquals(200, stuck.get("/big").head().status());
            signal("TERM");
            assertEquals(0, exitStatus());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void printsStackTracesOnlyWhenAsked(boolean verbose) throws Exception {
        Needs.need(Platform.hasFuse(), "the right to mount, and /dev/fuse");
        Path told = Files.createTempFile("asyncfs-serve", ".err");
        errors = ProcessBuilder.Redirect.to(told.toFile());
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            Files.writeString(slow.path("a"), "aaa");
            start(verbose ? new String[] {"--verbose"} : new String[0]);
            slow.fail(SlowOp.READ, EIO);
            try (RawConnection connection = connect(0)) {
                assertEquals(500, connection.get("/slow/a").answer().status());
            }
            signal("TERM");
            assertEquals(0, exitStatus());
            String text = Files.readString(told);
            assertTrue(text.contains("cannot serve [slow, a]") && text.contains("EIO"), text);
            assertEquals(verbose, text.contains("\tat "), text);
        } finally {
            Files.delete(told);
        }
    }

    @Test
    void putsIpv6AddressesInBrackets() throws Exception {
        start("--host", "::1");
        assertEquals("[::1]", ready.group(1));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByName("::1"), Integer.parseInt(ready.group(2)));
        try (RawConnection connection = RawConnection.to(address, 0)) {
            assertEquals(404, connection.get("/missing").answer().status());
        }
    }

    private void start(String... options) throws IOException {
        // A shell starts its background jobs with SIGINT ignored, and a JVM that inherits that leaves it so.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-cp",
                System.getProperty("java.class.path"),
                "io.asyncfs.examples.Main",
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(options));
        command.add(dir.toString());
        process = new ProcessBuilder(command).redirectError(errors).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        ready = READY.matcher(String.valueOf(line));
        assertTrue(ready.matches(), line);
    }

    private RawConnection connect(int receiveBuffer) throws IOException {
        return RawConnection.to(new InetSocketAddress("127.0.0.1", Integer.parseInt(ready.group(2))), receiveBuffer);
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

    private void big() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(dir.resolve("big").toFile(), "rw")) {
            file.setLength(BIG);
        }
    }
}
