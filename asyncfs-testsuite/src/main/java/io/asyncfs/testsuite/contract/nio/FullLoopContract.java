/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Channels on a loop that a disk which does not answer keeps full: closing, cancelling and unlocking do not depend on it. */
@Tag("fuse")
class FullLoopContract extends ChannelContract {
    private SlowFs slow;
    private AsyncFs full;
    private AsyncFile hung;
    private Path path;
    private volatile io.netty.util.concurrent.Future<ByteBuf> last;

    @BeforeEach
    void make() throws IOException {
        slow = closeLater(SlowFs.mount(path("slow")));
        Content.write(slow.path("a"), 100);
        path = file("file", 100);
        full = fs(settings -> settings.queueDepth(1).maxPendingOps(0));
        hung = await(full.open(null, slow.path("a")));
        slow.hold(SlowOp.READ);
    }

    private void occupy() {
        last = hung.read(0, 10);
        slow.awaitWaiting(SlowOp.READ, 1);
    }

    private void answer() {
        eventually("it is known").until(() -> last != null);
        slow.release(SlowOp.READ);
        await(last).release();
    }

    @AfterEach
    void end() {
        slow.release(SlowOp.READ);
        await(hung.close());
    }

    private AsynchronousFileChannel asynchronous() throws IOException {
        return AsyncFsAsynchronousFileChannel.open(full, path, Set.of(READ, WRITE), null);
    }

    @Test
    void theCloseOfAnAsynchronousChannelEndsWhatWaitsForRoom() throws Exception {
        AsynchronousFileChannel channel = asynchronous();
        occupy();
        Future<Integer> write = channel.write(ByteBuffer.allocate(10), 0);
        channel.close();
        ExecutionException ended =
                assertThrows(ExecutionException.class, () -> write.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(AsynchronousCloseException.class, ended.getCause());
        answer();
        assertContent(path, 100);
    }

    @Test
    void whatIsCancelledWhileItWaitsForRoomIsNotDone() throws Exception {
        AsynchronousFileChannel channel = asynchronous();
        occupy();
        assertTrue(channel.write(ByteBuffer.allocate(10), 0).cancel(true));
        answer();
        channel.close();
        assertContent(path, 100);
    }

    @Test
    void theCloseOfAChannelEndsAForceThatWaitsForRoom() throws Exception {
        FileChannel channel = AsyncFsFileChannel.open(full, path, Set.of(READ, WRITE));
        occupy();
        Started<Void> force = new Started<>(Thread::new, () -> {
            channel.force(true);
            return null;
        });
        eventually("it waits").until(force::isParked);
        channel.close();
        assertInstanceOf(AsynchronousCloseException.class, force.failure());
        answer();
    }

    /** It is acquired by the only operation there is room for, and another one comes before it is given back. */
    @Test
    void aLockThatIsGivenUpIsGivenBackWhenThereIsRoom() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel channel = asynchronous()) {
            hung.executor().submit(() -> begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            Future<FileLock> lock = channel.lock(5, 5, false);
            hung.acceptingOps().addListener(room -> last = hung.read(0, 10));
            assertTrue(lock.cancel(true));
            begun.countDown();
            slow.awaitWaiting(SlowOp.READ, 1);
            assertFalse(other.locks(5, 5, false));
            answer();
            eventually("the range is free").until(() -> other.locks(5, 5, false));
        }
        eventually("closed").until(() -> Descriptors.count(path) == 0);
    }

    /** It waits for the read, and others need not. */
    @Test
    @Tag("disk")
    void aCloseThatWaitsHasReleasedTheLocks() throws Exception {
        try (SlowDisk disk = SlowDisk.mount(path("disk"))) {
            Path file = Files.write(disk.path("a"), new byte[100]);
            disk.dropCaches();
            FileChannel channel = AsyncFsFileChannel.open(full, file, Set.of(READ, WRITE));
            assertTrue(channel.lock(5, 5, false).isValid());
            disk.disk().hold(SlowOp.READ);
            Started<Integer> read = new Started<>(Thread::new, () -> channel.read(ByteBuffer.allocateDirect(10), 0));
            eventually("it reads").until(() -> disk.disk().isWaiting(SlowOp.READ));
            Started<Void> close = new Started<>(Thread::new, () -> {
                channel.close();
                return null;
            });
            try (OtherProcess other = new OtherProcess(file)) {
                eventually("the range is free").until(() -> other.locks(5, 5, false));
                assertFalse(read.isDone());
            }
            disk.disk().release(SlowOp.READ);
            close.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
