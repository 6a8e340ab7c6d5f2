/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.lang.management.ManagementFactory;
import java.nio.file.OpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand reads of a disk that does not answer: the kernel has its share of them, and the others wait with us. */
@Tag("disk")
class ParkedReadsContract extends SlowDiskFiles {
    private static final OpenOption[] DIRECT = {READ, WRITE, DirectIo.REQUIRED};
    private static final int PIECES = 1000;
    private static final int FILES = 20;

    /** Enough for all to be asked for and to get to the disk: four seconds on emulated processors, whose patience is 120. */
    private static final Duration LATE = Duration.ofSeconds(Math.max(1, PATIENCE_SECONDS / 30));

    ParkedReadsContract() {
        super(2 * PIECES * PIECE);
    }

    /** What the kernel does not have fails in time and lets go of its buffer; what it has stays until it answers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseThatWaitWithUsAnswerAtTheirDeadline(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), direct ? DIRECT : new OpenOption[] {READ});
        Guarded buffers = new Guarded(fs().allocBuf(Guarded.bytes(PIECES, PIECE)), PIECES, PIECE);
        slow.disk().hold(SlowOp.READ);
        AsyncFile hasty = file.withDeadline(LATE);
        List<Future<Integer>> reads = new ArrayList<>();
        onLoopOf(
                file,
                () -> { // within one task no deadline passes
                    for (int i = 0; i < PIECES; i++) {
                        reads.add(hasty.read(buffers.buffer(i), position(i)));
                    }
                    assertEquals(PIECES + 1, buffers.memory().refCnt());
                    return null;
                });
        // A later timer of the same loop: the deadlines have passed when this has run.
        await(file.executor().schedule(() -> {}, LATE.toMillis(), MILLISECONDS));
        assertTrue(slow.disk().isWaiting(SlowOp.READ), "the disk is asked");
        List<Integer> inKernel = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            if (reads.get(i).isDone()) {
                failure(DeadlineExceededException.class, reads.get(i));
                assertEquals(0, buffers.buffer(i).getByte(0), "nothing was read");
            } else {
                inKernel.add(i);
            }
        }
        assertTrue(!inKernel.isEmpty() && inKernel.size() < PIECES / 2, inKernel.size() + " are with the kernel");
        assertEquals(inKernel.size() + 1, buffers.memory().refCnt(), "the others have let go of their buffers");
        slow.disk().release(SlowOp.READ);
        for (int i : inKernel) {
            assertEquals(PIECE, await(reads.get(i)));
            Content.assertAt(position(i), PIECE, buffers.buffer(i).writerIndex(PIECE));
        }
        await(file.close());
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
    }

    /** Lanes that wait for their share of the device are not asked again before something changes. */
    @Test
    void theLoopSleepsMeanwhile() throws Exception {
        List<AsyncFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(open(slow.path("a"), DIRECT));
        }
        slow.disk().hold(SlowOp.READ);
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            reads.add(files.get(i % FILES).read(position(i), PIECE));
        }
        eventually("all have arrived")
                .until(() -> fs().counters().get("inFlight") + fs().counters().get("pending") == PIECES);
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        long loopThread = onLoopOf(files.get(0), () -> Thread.currentThread().getId());
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread);
        assertFalse(reads.get(0).await(500, MILLISECONDS), "the disk is held");
        long worked = ManagementFactory.getThreadMXBean().getThreadCpuTime(loopThread) - before;
        assertTrue(worked < TimeUnit.MILLISECONDS.toNanos(50), "the loop worked for " + worked + " ns");
        slow.disk().release(SlowOp.READ);
        for (int i = 0; i < PIECES; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(position(i), PIECE, buffer);
            buffer.release();
        }
        for (AsyncFile file : files) {
            await(file.close());
        }
    }
}
