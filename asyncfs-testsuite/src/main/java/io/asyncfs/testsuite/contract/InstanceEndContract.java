/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileClosedException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.Threads;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance ends, with what it has begun, and with what it has not. */
class InstanceEndContract extends Contract {
    @Test
    @Tag("fuse")
    void aDirectoryThatHangsKeepsNoOtherFileOpen() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 10);
            AsyncFs fs = fs(settings -> {});
            AsyncDirectory directory = await(fs.openDirectory(null, slow.path("")));
            Path healthy = file("b", 10);
            open(fs, healthy);
            slow.hold(SlowOp.OPEN);
            Future<AsyncFile> open = directory.open(loop(fs), Path.of("a"));
            slow.awaitWaiting(SlowOp.OPEN, 1);
            Future<Void> end = fs.shutdown();
            eventually("it is closed").until(() -> Descriptors.count(healthy) == 0);
            assertFalse(end.isDone());
            slow.release(SlowOp.OPEN);
            await(end);
            assertFalse(open.isSuccess() && open.getNow().isOpen());
        }
    }

    /** They would keep the process alive. */
    @Test
    void loopsThatWereNeverUsedAreNotStarted() throws Exception {
        AsyncFs fs = fs(settings -> {});
        owned(backend().newGroup(fs, 4));
        Set<Thread> before = Threads.live();
        await(fs.shutdown());
        assertEquals(List.of(), Threads.since(before));
        failure(FileClosedException.class, fs.stat(null, path("a")));
    }

    @Test
    void aLoopMustNotWaitForTheEnd() throws Exception {
        AsyncFs fs = fs(settings -> {});
        await(loop(fs).submit(() -> assertThrows(
                BlockingOperationException.class, () -> fs.shutdown().sync())));
        await(fs.shutdown());
    }
}
