/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Deadlines: a timer under the rules of cancel. */
class DeadlineContract extends Contract {
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void anOperationThatIsDoneInTimeIsNotAffected() throws Exception {
        AsyncFile file = create("a").withDeadline(Duration.ofSeconds(60));
        assertEquals(100, await(file.write(Content.buffer(0, 100))));
        assertEquals(0, await(file.seek(0)));
        ByteBuf buffer = Unpooled.buffer(100, 100);
        assertEquals(100, await(file.read(buffer)));
        Content.assertAt(0, 100, buffer);
        assertTrue(await(file.read(0, 10)).release());
        await(file.sync());
    }

    @Test
    void itIsTheSameFile() throws Exception {
        AsyncFile file = open(file("a", 100));
        AsyncFile hasty = file.withDeadline(Duration.ofSeconds(60));
        await(hasty.seek(30));
        assertEquals(30, await(file.position()));
        assertEquals(file.path(), hasty.path());
        assertSame(file.executor(), hasty.executor());
    }

    @Test
    void theLongestDeadlineIsNone() throws Exception {
        AsyncFile file = open(file("a", 100)).withDeadline(Duration.ofSeconds(Long.MAX_VALUE));
        assertTrue(await(file.read(0, 10)).release());
    }

    @Test
    void aDeadlineIsMoreThanZero() throws Exception {
        AsyncFile file = open(file("a", 100));
        assertThrows(IllegalArgumentException.class, () -> file.withDeadline(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> file.withDeadline(Duration.ofNanos(-1)));
        assertThrows(NullPointerException.class, () -> file.withDeadline(null));
    }

    @Test
    @Tag("fuse")
    void aQueuedOperationFailsWhenItsTimeIsUp() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFs fs = fs(settings -> settings.queueDepth(1));
            AsyncFile file = open(fs, slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> running = file.read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            ByteBuf buffer = Unpooled.buffer(10, 10);
            Future<Integer> queued = file.withDeadline(SHORT).read(buffer, 0);
            DeadlineExceededException late = failure(DeadlineExceededException.class, queued);
            assertTrue(late.getMessage().contains("read") && late.getMessage().contains("50"), late.getMessage());
            assertFalse(running.isDone());
            assertEquals(1, buffer.refCnt());
            slow.release(SlowOp.READ);
            await(running).release();
            await(file.close());
            assertEquals(1, slow.count(SlowOp.READ), "it never reached the file system");
        }
    }

    @Test
    @Tag("fuse")
    void aRunningReadThatOwnsItsBufferFailsWhenItsTimeIsUp() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.hold(SlowOp.READ);
            failure(DeadlineExceededException.class, file.withDeadline(SHORT).read(0, 10));
            slow.release(SlowOp.READ);
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void aRunningOperationInACallersBufferEndsWithTheKernel() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFile file = open(slow.path("a"));
            slow.hold(SlowOp.READ);
            ByteBuf buffer = Unpooled.directBuffer(10, 10);
            // Within one task no deadline passes.
            Future<Integer> read = onLoopOf(file, () -> {
                Future<Integer> started = file.withDeadline(SHORT).read(buffer, 0);
                slow.awaitWaiting(SlowOp.READ, 1);
                return started;
            });
            // A later timer of the same loop: the deadline's has run when this one has.
            await(file.executor().schedule(() -> {}, 3 * SHORT.toMillis(), MILLISECONDS));
            assertFalse(read.isDone(), "the kernel still has the buffer");
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
    void aCursorOperationThatIsLateLeavesTheCursorUsable() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsyncFs fs = fs(settings -> settings.queueDepth(1));
            AsyncFile file = open(fs, slow.path("a"));
            slow.hold(SlowOp.READ);
            Future<ByteBuf> running = file.read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            failure(DeadlineExceededException.class, file.withDeadline(SHORT).read(Unpooled.buffer(10, 10)));
            assertEquals(DeadlineExceededException.class, file.lastOp().cause().getClass());
            slow.release(SlowOp.READ);
            await(running).release();
            assertEquals(10, await(file.read(Unpooled.buffer(10, 10))));
            assertEquals(10, await(file.position()));
            await(file.close());
        }
    }
}
