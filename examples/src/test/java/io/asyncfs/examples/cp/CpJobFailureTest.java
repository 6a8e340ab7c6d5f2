/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy is all or nothing: while it runs, when it fails and when it is stopped everything stays as it was. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
class CpJobFailureTest extends CopyJobCase {
    private static final int EIO = 5;

    CpJobFailureTest(String backend) {
        super(backend);
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
    void aStopDoesNotWaitForADestinationThatHangs() throws Exception {
        CopyScene.needFuse();
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            slow.hold(SlowOp.WRITE);
            slow.hold(SlowOp.UNLINK);
            CopyJob job = job(source, slow.path("dst").toString());
            CompletableFuture<Long> running = running(job);
            slow.awaitWaiting(SlowOp.WRITE, 1);
            job.stop();
            assertThrows(CancellationException.class, () -> unwrapped(running));
            assertTrue(job.leftBehind().toString().endsWith(".asyncfs-tmp"), "said what may still be there");
            slow.release(SlowOp.WRITE);
            slow.release(SlowOp.UNLINK);
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
        CopyScene.need(Platform.mayMount(), "the right to mount");
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
            CopyJob job = new CopyJob(scene.fs, shrinking, Destination.of(target), 1, false, QUIET);
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
}
