/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancel: at once where no kernel holds a buffer of the caller, else a request whose answer is what really happened. */
class CancelContract extends Contract {
    @Test
    void aQueuedOperationIsCancelledAtOnce() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(1));
        AsyncFile file = open(fs, file("a", 100), READ, WRITE);
        ByteBuf first = Unpooled.buffer(10, 10);
        ByteBuf second = Unpooled.wrappedBuffer(new byte[10]);
        // Within one task of the loop nothing completes, so that the second waits behind the first.
        List<Future<Integer>> started = onLoopOf(file, () -> {
            List<Future<Integer>> both = List.of(file.read(first, 0), file.write(second, 0));
            assertTrue(both.get(1).cancel(false));
            assertTrue(both.get(1).isCancelled());
            assertEquals(1, second.refCnt(), "the operation let the buffer go");
            return both;
        });
        assertEquals(10, await(started.get(0)));
        assertFalse(started.get(0).isCancelled());
        await(file.close());
        assertEquals(10, second.readableBytes());
        assertContent(path("a"), 100);
        assertEquals(0, fs.counters().get("pending"));
    }

    @Test
    void aDoneOperationCannotBeCancelled() throws Exception {
        AsyncFile file = open(file("a", 100));
        Future<Integer> read = file.read(Unpooled.buffer(10, 10), 0);
        await(read);
        assertFalse(read.cancel(true));
        assertFalse(read.isCancelled());
    }

    @Test
    @Tag("fuse")
    void aRunningOperationEndsWithTheKernelAndTellsWhatHappened() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.hold(SlowOp.READ);
            ByteBuf buffer = Unpooled.directBuffer(10, 10);
            Future<Integer> read = file.read(buffer, 0);
            slow.awaitWaiting(SlowOp.READ, 1);
            assertFalse(read.cancel(true), "the kernel has the buffer");
            onLoopOf(file, () -> null);
            assertFalse(read.isDone(), "this file system does not let go when asked");
            assertEquals(2, buffer.refCnt());
            slow.release(SlowOp.READ);
            assertEquals(10, await(read), "it did succeed");
            Content.assertAt(0, 10, buffer);
            assertTrue(buffer.release());
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void aRunningOperationThatTheKernelStopsIsCancelled() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.interruptible(true).hold(SlowOp.READ);
            ByteBuf buffer = Unpooled.directBuffer(10, 10);
            Future<Integer> read = file.read(buffer);
            slow.awaitWaiting(SlowOp.READ, 1);
            assertFalse(read.cancel(true));
            // A pool cannot interrupt its threads: there the read ends only now, and well.
            slow.release(SlowOp.READ);
            done(read);
            assertEquals(1, buffer.refCnt());
            if (read.isSuccess()) {
                assertEquals(10, await(read));
                assertEquals(10, await(file.position()));
            } else {
                assertEquals(CancellationException.class, read.cause().getClass());
                assertEquals(0, buffer.writerIndex());
                assertEquals(0, await(file.position()), "the cursor stays");
            }
            buffer.release();
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void aRunningReadThatOwnsItsBufferIsCancelledAtOnce() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> read = file.read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            assertTrue(read.cancel(false));
            assertTrue(read.isCancelled());
            Future<Void> closed = file.close();
            onLoopOf(file, () -> null);
            assertFalse(closed.isDone(), "the kernel still reads");
            slow.release(SlowOp.READ);
            await(closed);
        }
    }

    @Test
    @Tag("fuse")
    void aQueuedOperationNeverReachesTheFileSystem() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFs fs = fs(settings -> settings.queueDepth(1));
            AsyncFile file = open(fs, slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> running = file.read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            ByteBuf buffer = Unpooled.buffer(10, 10);
            Future<Integer> queued = file.read(buffer, 0);
            assertTrue(queued.cancel(false));
            assertEquals(1, buffer.refCnt());
            slow.release(SlowOp.READ);
            await(running).release();
            await(file.close());
            assertEquals(1, slow.count(SlowOp.READ));
        }
    }

    @Test
    @Tag("fuse")
    void anOpenThatIsCancelledLeaksNoDescriptor() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            slow.hold(SlowOp.OPEN);
            Future<AsyncFile> open = fs().open(loop(), slow.path("a"), READ);
            slow.awaitWaiting(SlowOp.OPEN, 1);
            open.cancel(true);
            slow.release(SlowOp.OPEN);
            if (done(open).isSuccess()) {
                await(open.getNow().close());
            } else {
                assertEquals(CancellationException.class, open.cause().getClass());
            }
            await(fs().shutdown());
            assertEquals(0, io.asyncfs.testsuite.harness.Descriptors.count(slow.path("a")));
        }
    }

    @Test
    @Tag("concurrent")
    void manyCancelsAtAnyMomentLeaveNothingBehind() throws Exception {
        AsyncFs fs = fs(settings -> settings.queueDepth(16));
        AsyncFile file = open(fs, file("a", 100_000), READ, WRITE);
        Random random = new Random(backend().seed());
        List<Future<?>> operations = new ArrayList<>();
        List<ByteBuf> buffers = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            if (random.nextBoolean()) {
                operations.add(file.read(random.nextInt(90_000), 1 + random.nextInt(5000)));
            } else {
                ByteBuf buffer = Unpooled.directBuffer(1000, 1000);
                buffers.add(buffer);
                operations.add(file.read(buffer, random.nextInt(90_000)));
            }
            Future<?> victim = operations.get(random.nextInt(operations.size()));
            if (victim.cancel(true)) {
                assertTrue(victim.isCancelled());
            }
        }
        for (Future<?> operation : operations) {
            if (done(operation).getNow() instanceof ByteBuf owned) {
                owned.release();
            }
            assertTrue(operation.isSuccess() || operation.cause() instanceof CancellationException);
        }
        await(file.close());
        for (ByteBuf buffer : buffers) {
            assertTrue(buffer.release(), "only the caller's reference is left");
        }
        assertEquals(100_000, Files.size(path("a")));
        // What stands in for a read that was cancelled ends on its own.
        eventually("nothing is under way").until(() -> fs.counters().get("inFlight") == 0);
        assertEquals(0, fs.counters().get("pending"));
    }
}
