/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Platform;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole copy: its name, its permissions and its owner. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
class CpJobTest extends CopyJobCase {
    CpJobTest(String backend) {
        super(backend);
    }

    @Test
    void copiesUnderANewName() throws Exception {
        assertEquals(SIZE, job(source, target.toString()).run());
        assertIsCopy(target);
    }

    @Test
    void copiesALargeFile() throws Exception {
        int mebibytes = 300;
        try (FileChannel channel =
                FileChannel.open(source, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            // Data at both ends of a long hole.
            channel.write(ByteBuffer.wrap(bytes));
            channel.write(ByteBuffer.wrap(bytes), ((long) mebibytes << 20) - SIZE);
        }
        assertEquals((long) mebibytes << 20, job(source, target.toString()).run());
        assertEquals(-1, Files.mismatch(source, target));
    }

    @Test
    void copiesAnEmptyFile() throws Exception {
        Files.write(source, new byte[0]);
        Files.writeString(target, "old");
        assertEquals(0, job(source, target.toString()).run());
        assertEquals(0, Files.size(target));
        assertEquals(List.of("dst"), CopyScene.names(target.getParent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rwxrwxrwx", "r--r--r--", "---------"})
    void aNewFileHasThePermissionsOfItsSourceLessTheUmask(String given) throws Exception {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(given);
        Files.setPosixFilePermissions(source, permissions);
        if (!Platform.isRoot() && !permissions.contains(PosixFilePermission.OWNER_READ)) {
            return; // nobody else can read it
        }
        Path expected = Files.createFile(dir.resolve("expected"), PosixFilePermissions.asFileAttribute(permissions));
        job(source, target.toString()).run();
        assertEquals(Files.getPosixFilePermissions(expected), Files.getPosixFilePermissions(target));
    }

    @Test
    void aReplacedFileKeepsItsPermissionsAndOwner() throws Exception {
        Files.writeString(target, "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-rw-"));
        if (Platform.isRoot()) {
            Files.setAttribute(target, "unix:uid", 65534);
            Files.setAttribute(target, "unix:gid", 65533);
        }
        Object owner = Files.getAttribute(target, "unix:uid");
        Object group = Files.getAttribute(target, "unix:gid");
        job(source, target.toString()).run();
        assertIsCopy(target);
        assertEquals("rw-rw-rw-", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        assertEquals(owner, Files.getAttribute(target, "unix:uid"));
        assertEquals(group, Files.getAttribute(target, "unix:gid"));
    }

    @Test
    void copiesIntoADirectory() throws Exception {
        job(source, target.getParent().toString()).run();
        job(source, target.getParent() + "/").run();
        assertIsCopy(target.resolveSibling("src"));
    }

    @Test
    void followsASymbolicLink() throws Exception {
        Path real = Files.writeString(target.resolveSibling("real"), "old");
        Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("to/real"));
        job(source, link.toString()).run();
        assertTrue(Files.isSymbolicLink(link));
        assertIsCopy(real);
    }

    @Test
    void takesNamesOfEveryKind() throws Exception {
        List<String> names = new ArrayList<>(List.of("n".repeat(255), " a b\tc", "-x", "..."));
        if ("UTF-8".equals(System.getProperty("sun.jnu.encoding"))) { // else the JDK cannot name such a file at all
            names.add("\u00e4\u4e16\u754c".repeat(30));
        }
        for (String name : names) {
            Path odd = target.resolveSibling(name);
            job(source, odd.toString()).run();
            assertIsCopy(odd);
            Files.delete(odd);
        }
    }
}
