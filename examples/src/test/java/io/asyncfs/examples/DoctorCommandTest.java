/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.asyncfs.AsyncFs;
import io.asyncfs.examples.stall.Needs;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path dir;

    @Test
    void jsonHasTheDocumentedShape() {
        JsonObject report = json("doctor", "--json", "-");
        assertEquals(Set.of("os", "kernel", "jdk", "libc", "chosen", "backends", "limits", "path"), report.keySet());
        assertEquals(
                Set.of("memlock", "nofile", "ioUringDisabled", "aioMaxNr"),
                report.getAsJsonObject("limits").keySet());
        JsonArray backends = report.getAsJsonArray("backends");
        assertEquals(
                List.of("io_uring", "linux_aio", "kqueue_aio", "iocp", "pool"),
                StreamSupport.stream(backends.spliterator(), false)
                        .map(b -> b.getAsJsonObject().get("name").getAsString())
                        .toList());
        for (JsonElement element : backends) {
            JsonObject backend = element.getAsJsonObject();
            assertEquals(Set.of("name", "available", "cause", "fix"), backend.keySet());
            // Either it works, or it is said why not.
            assertEquals(
                    backend.get("available").getAsBoolean(),
                    backend.get("cause").isJsonNull(),
                    backend.toString());
        }
        assertTrue(report.get("path").isJsonNull());
    }

    @Test
    void chosenBackendIsTheOneInUseAndAvailable() {
        JsonObject report = json("doctor", "--json", "-");
        String chosen = report.get("chosen").getAsString();
        try (AsyncFs fs = AsyncFs.create()) {
            assertEquals(fs.backend(), chosen);
        }
        boolean available = StreamSupport.stream(
                        report.getAsJsonArray("backends").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .anyMatch(b -> b.get("name").getAsString().equals(chosen)
                        && b.get("available").getAsBoolean());
        assertTrue(available, report.toString());
    }

    @Test
    void jsonCanGoToAFileBesideTheText() throws Exception {
        Path file = dir.resolve("report.json");
        Run run = Run.of("doctor", "--json", file.toString());
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("io_uring"), run.out());
        assertTrue(JsonParser.parseString(Files.readString(file)).isJsonObject());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pathIsLookedUpInTheMountTable() throws Exception {
        JsonObject proc = json("doctor", "--json", "-", "/proc/self").getAsJsonObject("path");
        assertEquals("proc", proc.get("type").getAsString());
        assertEquals("/proc", proc.get("mountPoint").getAsString());
        JsonObject path = json("doctor", "--json", "-", dir.toString()).getAsJsonObject("path");
        assertEquals(
                new TreeSet<>(Set.of("path", "type", "device", "mountPoint", "options", "blockSize", "direct")),
                new TreeSet<>(path.keySet()));
        assertTrue(path.get("blockSize").getAsLong() >= 512, path.toString());
        JsonObject direct = path.getAsJsonObject("direct");
        assertEquals(Set.of("file", "memory", "offset"), direct.keySet());
        assertEquals(0, direct.get("offset").getAsInt() % 512);
        try (Stream<Path> entries = Files.list(dir)) {
            assertEquals(0, entries.count(), "what was asked in an empty directory is gone");
        }
        Path file = Files.write(dir.resolve("a"), new byte[10]);
        direct = json("doctor", "--json", "-", dir.toString())
                .getAsJsonObject("path")
                .getAsJsonObject("direct");
        assertEquals(file.toString(), direct.get("file").getAsString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void directoryIsAskedByNoLinkToAnotherFileSystem() throws Exception {
        Files.createSymbolicLink(dir.resolve("elsewhere"), Path.of("/proc/self/status"));
        JsonObject path = json("doctor", "--json", "-", dir.toString()).getAsJsonObject("path");
        String asked = path.getAsJsonObject("direct").get("file").getAsString();
        assertTrue(asked.contains(".asyncfs-doctor-"), asked);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void directoryThatMayNotBeListedIsNotAsked() throws Exception {
        Needs.need(Platform.isRoot(), "root");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path closed = Files.createDirectory(dir.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx--x--x"));
        ChildJvm.runAsNobody(dir, AsNobody.class, closed.toString());
    }

    /** Runs as a user without any rights. */
    static final class AsNobody {
        private AsNobody() {}

        public static void main(String[] args) {
            JsonObject path = json("doctor", "--json", "-", args[0]).getAsJsonObject("path");
            assertTrue(path.get("direct").isJsonNull(), path.toString());
        }
    }

    @Test
    void missingPathIsAFailure() {
        Run run = Run.of("doctor", "--json", "-", dir.resolve("missing").toString());
        assertEquals(1, run.status());
        assertEquals("", run.out());
        assertTrue(run.err().contains("no such file"), run.err());
    }

    @Test
    void missingRequiredBackendIsReportedAndAFailure() {
        String before = System.setProperty("io.asyncfs.backend", "nosuch");
        try {
            Run run = Run.of("doctor", "--json", "-");
            assertEquals(1, run.status());
            assertTrue(JsonParser.parseString(run.out())
                    .getAsJsonObject()
                    .get("chosen")
                    .isJsonNull());
            assertTrue(run.err().contains("nosuch"), run.err());
        } finally {
            if (before == null) {
                System.clearProperty("io.asyncfs.backend");
            } else {
                System.setProperty("io.asyncfs.backend", before);
            }
        }
    }

    @Test
    void limitsAreReadFromProcAndMayBeUnlimited() throws Exception {
        List<String> lines = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max open files            1024                 1048576              files     ",
                "Max locked memory         unlimited            unlimited            bytes     ");
        assertEquals(1024, ProcLimits.softLimit(lines, "Max open files"));
        assertEquals(ProcLimits.UNLIMITED, ProcLimits.softLimit(lines, "Max locked memory"));
        assertNull(ProcLimits.softLimit(lines, "Max nothing"));
        if (OS.LINUX.isCurrentOs()) {
            assertNotNull(ProcLimits.read().nofile());
        }
    }

    private static JsonObject json(String... args) {
        Run run = Run.of(args);
        assertEquals(0, run.status(), run.err());
        return JsonParser.parseString(run.out()).getAsJsonObject();
    }
}
