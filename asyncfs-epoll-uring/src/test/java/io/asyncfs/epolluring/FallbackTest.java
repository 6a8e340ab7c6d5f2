/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of the backend in processes that may not make some of the system calls, by a real seccomp filter. */
class FallbackTest {
    private static final String EPERM = "1";
    private static final String ENOSYS = "38";

    @TempDir
    private Path dir;

    private Path launcher;

    @BeforeEach
    void compile() throws IOException {
        Needs.backends("io_uring", "linux_aio");
        launcher = dir.resolve("seccomp_exec");
        Commands.run("cc", "-Wall", "-Werror", "-o", launcher.toString(), "src/test/c/seccomp_exec.c");
    }

    private String under(String action, String groups) throws IOException {
        return under(action, groups, FallbackProgram.class, dir.toString());
    }

    private String under(String action, String groups, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                launcher.toString(),
                action,
                groups,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xcheck:jni",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return Commands.run(command.toArray(String[]::new));
    }

    private static void assertSays(String output, String... lines) {
        for (String line : lines) {
            assertTrue(output.contains(line), "expected " + line + " in: " + output);
        }
        assertTrue(output.stripTrailing().endsWith("done"), output);
    }

    @ParameterizedTest
    @CsvSource({"trap,SIGSYS", EPERM + ",EPERM", ENOSYS + ",ENOSYS"})
    void withoutIoUringItIsLinuxAio(String action, String cause) throws IOException {
        String output = under(action, "io_uring");
        assertSays(output, "chosen linux_aio", "linux_aio: available", cause, "using backend linux_aio; not io_uring");
    }

    @ParameterizedTest
    @CsvSource({"trap,SIGSYS", EPERM + ",EPERM", ENOSYS + ",ENOSYS"})
    void withoutBothItIsThePool(String action, String cause) throws IOException {
        String output = under(action, "io_uring,linux_aio,openat2");
        assertSays(output, "chosen pool", "pool: available", cause, "not linux_aio");
        assertTrue(output.split("; fix: .*allow ", -1).length == 3, () -> "a fix for each of the two in: " + output);
    }

    /** As in a container with an old profile: the directory is the pool's, the files in the ring all the same. */
    @ParameterizedTest
    @CsvSource({"trap", EPERM, ENOSYS})
    void withoutOpenat2DirectoriesAreThePools(String action) throws IOException {
        assertSays(under(action, "openat2"), "chosen io_uring");
    }

    /** Older versions of Android trap what all files of the port need. */
    @Test
    void withoutPreadv2ItIsThePool() throws IOException {
        assertSays(under("trap", "preadv2"), "chosen pool", "SIGSYS");
    }

    /** As older container runtimes do, which do not know the calls. */
    @ParameterizedTest
    @CsvSource({"statx," + EPERM, "statx," + ENOSYS, "preadv2," + EPERM, "preadv2," + ENOSYS, "pwritev2," + EPERM})
    void withoutACallOfAllFilesItIsThePool(String call, String action) throws IOException {
        assertSays(under(action, call), "chosen pool", call + " is refused", "fix: allow " + call);
    }

    /** As for the superuser of a container: what only the tests would need is skipped, and all else passes. */
    @Test
    void theSuitePassesWhereATestMayNotMount() throws IOException {
        String output =
                under(EPERM, "io_uring,openat2,cachestat,mount", FallbackSuite.class, "linux_aio", dir.toString());
        assertSays(
                output, " 0 failed, ", "skipped ErrorContract.aFullDisk: needs mount", "OpenContract.noChildInherits");
    }
}
