/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "cp", "doctor", "lastop", "selftest", "bench", "bench compare", "bench stall"})
    void helpHasAnExample(String command) {
        Run run = command.isEmpty() ? Run.of("--help") : Run.of((command + " --help").split(" "));
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("Example: asyncfs" + (command.isEmpty() ? "" : " " + command)), run.out());
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,nothing",
                "nosuch,nosuch",
                "--nosuch,--nosuch",
                "doctor --nosuch,--nosuch",
                "doctor a b,'b'",
                "lastop,FILE",
                "selftest --ops 0,--ops",
                "selftest --repeat x,--repeat",
                "selftest --tag !,--tag",
                "serve,DIR",
                "bench,compare",
                "bench read --size 5k0,--size",
                "bench read --depth 0,--depth",
                "bench write --sync-every -1,--sync-every",
                "bench compare --only nosuch,nosuch",
                "bench stall --readers 0,--readers"
            })
    void wrongUsageIsOneLineAndStatus2(String args, String mentioned) {
        Run run = args == null ? Run.of() : Run.of(args.split(" "));
        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(mentioned), run.err());
    }

    @Test
    void failureIsOneLineAndStatus1() {
        Path missing = dir.resolve("missing/block");
        Run run = Run.of("lastop", missing.toString());
        assertEquals(1, run.status());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(missing.toString()), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose lastop FILE", "lastop --verbose FILE"})
    void verboseShowsTheStackTrace(String args) {
        String missing = dir.resolve("missing/block").toString();
        Run run = Run.of(args.replace("FILE", missing).split(" "));
        assertEquals(1, run.status());
        assertTrue(run.err().contains("\tat io.asyncfs."), run.err());
        assertFalse(Run.of("lastop", missing).err().contains("\tat "));
    }

    @Test
    void versionIsPrinted() {
        assertTrue(Run.of("--version").out().startsWith("asyncfs"));
    }
}
