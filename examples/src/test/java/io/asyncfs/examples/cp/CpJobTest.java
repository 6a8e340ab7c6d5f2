/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.IOException;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole copy: its name, its permissions, and that a failure leaves everything as it was. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
class CpJobTest {
    private static final int SIZE = 3_000_000;
    private static final int EIO = 5;
    private static final long SECONDS = 30;

    private final String backend;

    @TempDir
    Path dir;

    private final byte[] bytes = CopyScene.random(SIZE);
    private Path source;
    private Path target;
    private CopyScene scene;

    CpJobTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void begin() throws IOException {
        scene = new CopyScene(backend, dir);
        source = Files.write(dir.resolve("src"), bytes);
        target = Files.createDirectory(dir.resolve("to")).resolve("dst");
    }

    @AfterEach
    void end() {
        scene.close();
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

    @Test
    void theOldFileStaysWholeUntilTheNewOneIs() throws Exception {
        CopyScene.needFuse();
        Files.writeString(target, "old");
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            Files.write(slow.path("src"), bytes);
            slow.hold(SlowOp.READ);
            CopyJob job = job(slow.path("src"), target.toString());
            CompletableFuture<Long> running = running(job);
            slow.awaitWaiting(SlowOp.READ, 6); // chunks, of which each is one read at a time
            assertEquals("old", Files.readString(target));
            List<String> names = CopyScene.names(target.getParent());
            assertEquals(2, names.size(), names.toString());
            assertTrue(names.get(0).matches("\\.dst\\.[0-9a-z]+\\.asyncfs-tmp"), names.toString());
            slow.release(SlowOp.READ);
            assertEquals(SIZE, running.get(SECONDS, TimeUnit.SECONDS));
        }
        assertIsCopy(target);
    }

    @Test
    void aStopLeavesTheOldFile() throws Exception {
        CopyScene.needFuse();
        Files.writeString(target, "old");
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            Files.write(slow.path("src"), bytes);
            slow.hold(SlowOp.READ);
            CopyJob job = job(slow.path("src"), target.toString());
            CompletableFuture<Long> running = running(job);
            slow.awaitWaiting(SlowOp.READ, 6);
            job.stop();
            // The reads are held all the while: the file system does not keep the user.
            assertThrows(CancellationException.class, () -> unwrapped(running));
            assertUntouched();
            slow.release(SlowOp.READ);
        }
    }

    @Test
    void aStopAfterTheEndIsTooLate() throws Exception {
        CopyJob job = job(source, target.toString());
        job.run();
        job.stop();
        assertIsCopy(target);
    }

    @Test
    void aStopBeforeTheBeginningCopiesNothing() throws Exception {
        Files.writeString(target, "old");
        CopyJob job = job(source, target.toString());
        job.stop();
        assertThrows(CancellationException.class, job::run);
        assertUntouched();
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws Exception {
        CopyScene.need(Platform.isRoot() && Platform.isLinux(), "root");
        try (Tmpfs small = Tmpfs.mount(dir.resolve("small"), "size=1m")) {
            target = Files.writeString(small.path("dst"), "old");
            assertFails("ENOSPC", job(source, target.toString())::run);
            assertUntouched();
        }
    }

    @Test
    void aSourceThatShrinksFails() throws Exception {
        CopyScene.needFuse();
        Files.writeString(target, "old");
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            Path shrinking = Files.write(slow.path("src"), bytes);
            CopyJob job =
                    new CopyJob(scene.fs, shrinking, Destination.of(shrinking, target.toString()), 1, false, QUIET);
            slow.hold(SlowOp.READ);
            CompletableFuture<Long> running = running(job);
            slow.awaitWaiting(SlowOp.READ, 1);
            try (FileChannel channel = FileChannel.open(shrinking, StandardOpenOption.WRITE)) {
                channel.truncate(100);
            }
            slow.release(SlowOp.READ);
            assertFails("became shorter", () -> unwrapped(running));
        }
        assertUntouched();
    }

    @Test
    void aReadThatFailsLeavesTheOldFile() throws Exception {
        CopyScene.needFuse();
        Files.writeString(target, "old");
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            Files.write(slow.path("src"), bytes);
            slow.fail(SlowOp.READ, EIO);
            assertFails("EIO", job(slow.path("src"), target.toString())::run);
        }
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WRITE", "FSYNC", "FLUSH", "CREATE"})
    void aTargetThatFailsLeavesNothing(SlowOp failing) throws Exception {
        CopyScene.needFuse();
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            slow.fail(failing, EIO);
            assertFails("EIO", job(source, slow.path("dst").toString())::run);
            assertEquals(List.of(), CopyScene.names(slow.path(".")));
        }
    }

    @Test
    void aRenameThatFailsLeavesNothing() throws Exception {
        CopyScene.needFuse();
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            // It has no rename at all.
            assertFails("not implemented", job(source, slow.path("dst").toString())::run);
            assertEquals(List.of(), CopyScene.names(slow.path(".")));
        }
    }

    private static final CopyProgress QUIET = (copied, size) -> {};

    private CopyJob job(Path from, String to) throws IOException {
        return new CopyJob(scene.fs, from, Destination.of(from, to), 32, false, QUIET);
    }

    private static CompletableFuture<Long> running(CopyJob job) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(job.run());
            } catch (IOException | InterruptedException | ExecutionException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }

    private static void unwrapped(CompletableFuture<Long> running) throws Throwable {
        try {
            running.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void assertFails(String why, Executable copy) {
        String failure = assertThrows(Exception.class, copy).toString();
        assertTrue(failure.contains(why), failure);
    }

    private void assertIsCopy(Path file) throws IOException {
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(1, CopyScene.names(file.getParent()).size(), "names beside it");
    }

    private void assertUntouched() throws IOException {
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("dst"), CopyScene.names(target.getParent()));
    }
}
