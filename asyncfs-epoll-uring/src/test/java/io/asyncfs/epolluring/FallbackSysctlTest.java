/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is chosen where the system's settings forbid a mechanism or have used it up. They are everybody's: one process at a
 * time changes them, and sets them back after each test and when it is ended meanwhile.
 */
class FallbackSysctlTest {
    private static final Path IO_URING_DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");
    private static final Path AIO_MAX = Path.of("/proc/sys/fs/aio-max-nr");
    private static final Path AIO_USED = Path.of("/proc/sys/fs/aio-nr");

    // A file that nothing else here opens: to close any descriptor of it is to give up the lock (fcntl(2)).
    private static final Path LOCK = Path.of("/run/asyncfs-sysctl-test.lock");

    @TempDir
    private Path dir;

    private final Map<Path, String> before = new LinkedHashMap<>();
    private final Thread setBackAtExit = new Thread(this::setBack);
    private FileChannel changing;

    @BeforeEach
    void takeSettings() throws IOException {
        Needs.backends("io_uring", "linux_aio");
        Needs.need(Platform.isRoot() && Files.isWritable(AIO_MAX), "the right to change settings of the system");
        changing = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        changing.lock();
        Runtime.getRuntime().addShutdownHook(setBackAtExit);
    }

    @AfterEach
    void leaveSettings() throws IOException {
        if (changing != null) {
            setBack();
            Runtime.getRuntime().removeShutdownHook(setBackAtExit);
            changing.close();
        }
    }

    private synchronized void setBack() {
        before.forEach((setting, value) -> {
            try {
                Files.writeString(setting, value);
            } catch (IOException e) {
                throw new UncheckedIOException(setting + " is to be " + value + " again", e);
            }
        });
        before.clear();
    }

    /** Not by Files.readString: it reads a file of size 0 by its first byte alone, and a number has no second read. */
    private static String read(Path setting) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(setting)) {
            return reader.readLine();
        }
    }

    private synchronized void set(Path setting, String value) throws IOException {
        before.putIfAbsent(setting, read(setting));
        Files.writeString(setting, value);
    }

    private String asRoot() throws IOException {
        return ChildJvm.run(Map.of(), FallbackProgram.class, dir.toString());
    }

    private static void assertSays(String output, String... lines) {
        for (String line : lines) {
            assertTrue(output.contains(line), "expected " + line + " in: " + output);
        }
        assertTrue(output.stripTrailing().endsWith("done"), output);
    }

    @Test
    void ioUringThatIsDisabledForAll() throws IOException {
        Needs.need(Files.exists(IO_URING_DISABLED), "a kernel with io_uring_disabled (Linux 6.6)");
        set(IO_URING_DISABLED, "2");
        assertSays(asRoot(), "chosen linux_aio", "io_uring_disabled is 2", "sysctl -w kernel.io_uring_disabled=0");
    }

    @Test
    void ioUringThatIsForAdministrators() throws IOException {
        Needs.need(Files.exists(IO_URING_DISABLED), "a kernel with io_uring_disabled (Linux 6.6)");
        set(IO_URING_DISABLED, "1");
        assertSays(asRoot(), "chosen io_uring");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertSays(
                ChildJvm.runAsNobody(dir, FallbackProgram.class, dir.toString()),
                "chosen linux_aio",
                "io_uring_disabled is 1");
    }

    @Test
    void linuxAioThatIsUsedUp() throws IOException {
        Needs.need(Files.exists(IO_URING_DISABLED), "a kernel with io_uring_disabled (Linux 6.6)");
        set(IO_URING_DISABLED, "2");
        set(AIO_MAX, read(AIO_USED));
        assertSays(asRoot(), "chosen pool", "fs.aio-max-nr");
    }

    /** As in a container of docker without settings. Linux 5.12 to 6.x pays a ring from its control group instead. */
    @Test
    void littleLockedMemory() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        String output = ChildJvm.runAsNobody(
                List.of("prlimit", "--memlock=65536:65536"), dir, FallbackProgram.class, dir.toString());
        boolean counts = output.contains("limit of locked memory");
        assertSays(output, counts ? "chosen linux_aio" : "chosen io_uring");
    }
}
