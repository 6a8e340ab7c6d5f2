/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.examples.stall.Needs;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code cp} refuses before it copies anything. */
class CpUsageTest {
    @TempDir
    Path dir;

    private Path source;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(dir.resolve("src"), "content");
    }

    @ParameterizedTest
    @CsvSource({
        "cp,SRC",
        "cp a,DST",
        "cp a b c,'c'",
        "cp --depth 0 a b,--depth",
        "cp --depth 1025 a b,--depth",
        "cp --depth x a b,--depth",
        "cp --nosuch a b,--nosuch"
    })
    void wrongUsage(String args, String mentioned) {
        assertRefused(2, mentioned, args.split(" "));
    }

    @Test
    void nothingIsNoPath() {
        assertRefused(2, "SRC", "cp", "", "b");
        assertRefused(2, "DST", "cp", source.toString(), "");
        assertRefused(2, "DST", "cp", source.toString(), "a\0b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "./src", "sub/../src", "symbolic", "hard", ".", "sub/back"})
    void theSameFile(String target) throws IOException {
        Files.createDirectory(dir.resolve("sub"));
        Files.createSymbolicLink(dir.resolve("symbolic"), source);
        Files.createSymbolicLink(dir.resolve("sub/back"), Path.of(".."));
        Files.createLink(dir.resolve("hard"), source);
        assertRefused(2, "same file", "cp", source.toString(), dir + "/" + target);
        assertEquals("content", Files.readString(source));
        if (!target.equals(".") && !target.equals("sub/back")) {
            assertRefused(2, "same file", "cp", dir + "/" + target, source.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "missing,dst,missing: no such file",
        "missing,missing/dst,missing: no such file",
        "sub,dst,sub: is a directory",
        "src/x,dst,src/x: ",
        "src,missing/dst,missing: no such file",
        "src,dst/,dst/: not a directory",
        "src,src/,src/: not a directory",
        "src,src/dst,/src",
        "src,full,full/src: is a directory",
        "src,fifo,fifo: is not a regular file",
        "fifo,dst,fifo: is a fifo",
        "src,dangling,dangling: is a symbolic link that leads nowhere",
        "src,circle,circle"
    })
    void failures(String from, String to, String mentioned) throws IOException {
        Files.createDirectory(dir.resolve("sub"));
        Files.createDirectories(dir.resolve("full/src"));
        Commands.run("mkfifo", dir.resolve("fifo").toString());
        Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(dir.resolve("circle"), Path.of("circle"));
        assertRefused(1, mentioned, "cp", dir + "/" + from, dir + "/" + to);
        assertEquals("content", Files.readString(source));
        try (var names = Files.list(dir)) {
            assertEquals(6, names.count());
        }
    }

    @Test
    void devicesAreNotReplaced() {
        assertRefused(1, "/dev/null: is not a regular file", "cp", source.toString(), "/dev/null");
        assertRefused(1, "/dev/zero", "cp", "/dev/zero", dir.resolve("dst").toString());
    }

    @Test
    void namesThatAreTooLong() {
        assertRefused(1, "too long", "cp", source.toString(), dir + "/" + "n".repeat(256));
    }

    @Test
    void aBackendThatIsNotThere() {
        assertRefused(1, "nosuch", "cp", "--backend", "nosuch", source.toString(), dir + "/dst");
    }

    @Test
    void permissionsCount() throws IOException {
        Needs.need(Platform.isLinux() && Platform.isRoot(), "root");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path ofAGroup = Files.writeString(dir.resolve("of-a-group"), "old");
        Files.setAttribute(ofAGroup, "unix:uid", 65534);
        Files.setAttribute(ofAGroup, "unix:gid", 65533);
        Files.setPosixFilePermissions(ofAGroup, PosixFilePermissions.fromString("rwxrwxr--"));
        ChildJvm.runAsNobody(dir, AsNobody.class, dir.toString());
    }

    /** Runs as a user without any rights. */
    static final class AsNobody {
        private AsNobody() {}

        public static void main(String[] args) throws IOException {
            Path dir = Path.of(args[0]);
            Path mine = Files.writeString(dir.resolve("mine"), "mine");
            Path secret = Files.writeString(dir.resolve("secret"), "secret");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-wx--x--x"));
            Path locked = Files.createDirectory(dir.resolve("locked"));
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
            Path constant = Files.writeString(dir.resolve("constant"), "constant");
            Files.setPosixFilePermissions(constant, PosixFilePermissions.fromString("r--r--r--"));
            assertRefused(1, "secret: Permission denied", "cp", secret.toString(), dir + "/dst");
            assertRefused(1, "locked: permission denied", "cp", mine.toString(), locked + "/dst");
            assertRefused(1, "constant: permission denied", "cp", mine.toString(), constant.toString());
            assertRefused(2, "same file", "cp", constant.toString(), constant.toString());
            assertEquals("constant", Files.readString(constant));
            assertEquals(0, Run.of("cp", mine.toString(), dir + "/of-a-group").status());
            assertEquals("mine", Files.readString(dir.resolve("of-a-group")));
            // The group is another now, and must not get what was meant for the one before.
            assertEquals(
                    "rwxr--r--",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("of-a-group"))));
            // Of somebody else, in a directory that everybody may write.
            assertRefused(1, "src: permission denied", "cp", mine.toString(), dir + "/src");
        }
    }

    private static void assertRefused(int status, String mentioned, String... args) {
        Run run = Run.of(args);
        assertEquals(status, run.status(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("asyncfs cp: ") && run.err().contains(mentioned), run.err());
    }
}
