/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.harness.LaterBuffers;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that does not answer for a while holds up nothing but what is about it, and gets no memory that is in use. */
@Tag("disk")
public class SlowDiskContract extends SlowDiskFiles {
    private static final int PIECES = 1000;
    private static final int MIB = 1 << 20;
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Enough to get to the disk: four seconds on emulated processors, whose patience is 120. */
    private static final Duration LATE = Duration.ofSeconds(Math.max(1, PATIENCE_SECONDS / 30));

    /** Made by JUnit. */
    public SlowDiskContract() {
        super(2 * PIECES * PIECE);
    }

    private static List<Future<ByteBuf>> readAll(AsyncFile file) {
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            reads.add(file.read(position(i), PIECE));
        }
        return reads;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherRequestsOfTheLoopGoOn(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), options(direct));
        AsyncFile other = open(file("b", 10_000));
        await(other.read(0, 10)).release();
        slow.disk().hold(SlowOp.READ);
        List<Future<ByteBuf>> reads = readAll(file);
        Latencies latencies =
                Latencies.of(1000, () -> await(other.read(0, 1000)).release());
        for (Future<ByteBuf> read : reads) {
            assertFalse(read.isSuccess(), "a read of a disk that does not answer");
        }
        slow.disk().release(SlowOp.READ);
        for (int i = 0; i < PIECES; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(position(i), PIECE, buffer);
            buffer.release();
        }
        latencies.assertNoStall();
        await(file.close());
    }

    /** Where the parts of a file are is on the disk, too, if they are more than four. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void otherRequestsGoOnWhileTheDiskIsAskedWhereTheDataIs(boolean direct) throws Exception {
        try (FileChannel parts = FileChannel.open(slow.path("parts"), CREATE, WRITE)) {
            for (int i = 0; i < PIECES; i++) {
                parts.write(ByteBuffer.wrap(Content.bytes(position(i), PIECE)), position(i));
            }
        }
        slow.remount();
        AsyncFile file = open(slow.path("parts"), options(direct));
        AsyncFile other = open(file("b", 10_000));
        await(other.read(0, 10)).release();
        slow.disk().hold(SlowOp.READ);
        Future<ByteBuf> read = file.read(position(PIECES / 2), PIECE);
        Latencies latencies =
                Latencies.of(1000, () -> await(other.read(0, 1000)).release());
        assertFalse(read.isDone(), "a read of a disk that does not answer");
        slow.disk().release(SlowOp.READ);
        ByteBuf buffer = await(read);
        Content.assertAt(position(PIECES / 2), PIECE, buffer);
        buffer.release();
        latencies.assertNoStall();
        await(file.close());
    }

    @Test
    void otherRequestsGoOnBesideDirectWrites() throws Exception {
        AsyncFile file = open(slow.path("a"), options(true));
        AsyncFile other = open(file("b", 10_000));
        await(other.read(0, 10)).release();
        slow.disk().hold(SlowOp.WRITE);
        List<Future<Integer>> writes = new ArrayList<>();
        ByteBuf content = fs().allocBuf(PIECE).writeZero(PIECE);
        for (int i = 0; i < PIECES; i++) {
            writes.add(file.write(content.duplicate(), position(i)));
        }
        Latencies latencies =
                Latencies.of(1000, () -> await(other.read(0, 1000)).release());
        slow.disk().release(SlowOp.WRITE);
        for (Future<Integer> write : writes) {
            assertEquals(PIECE, await(write));
        }
        assertTrue(content.release(), "only the caller's reference is left");
        latencies.assertNoStall();
        await(file.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWaitsForItAnswersAtItsDeadline(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), options(direct));
        Guarded buffers = new Guarded(fs().allocBuf(Guarded.bytes(1, PIECE)), 1, PIECE);
        slow.disk().hold(SlowOp.READ);
        Future<Integer> callers = file.withDeadline(LATE).read(buffers.buffer(0), position(0));
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        failure(DeadlineExceededException.class, file.withDeadline(SHORT).read(position(1), PIECE));
        // A later timer of the same loop: the first deadline's has run when this one has.
        await(file.executor().schedule(() -> {}, LATE.toMillis(), TimeUnit.MILLISECONDS));
        assertFalse(callers.isDone(), "the kernel still has the caller's buffer");
        assertEquals(2, buffers.memory().refCnt());
        Future<Void> closed = file.close();
        assertFalse(closed.isDone(), "close waits");
        slow.disk().release(SlowOp.READ);
        assertEquals(PIECE, await(callers));
        await(closed);
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
    }

    /** A transfer goes to a kernel queue in pieces; one that is to stop begins no further piece. The pool has but one piece. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongReadThatIsToStopGoesNoFurther(boolean late) throws Exception {
        AsyncFile file = open(slow.path("a"), options(true));
        int length = 2 * PIECES * PIECE / MIB * MIB;
        ByteBuf buffer = fs().allocBuf(length);
        slow.disk().hold(SlowOp.READ);
        Future<Integer> read = (late ? file.withDeadline(LATE) : file).readFully(buffer, 0);
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        if (late) {
            await(file.executor().schedule(() -> {}, LATE.toMillis(), TimeUnit.MILLISECONDS));
        } else {
            assertFalse(read.cancel(true), "the kernel has the buffer");
            onLoopOf(file, () -> null);
        }
        assertFalse(read.isDone(), "the kernel has the buffer");
        slow.disk().release(SlowOp.READ);
        done(read);
        if (backend().backend().equals("pool")) {
            assertEquals(length, await(read));
        } else {
            Throwable cause = read.cause();
            assertTrue(late ? cause instanceof DeadlineExceededException : cause instanceof CancellationException);
            assertTrue(buffer.writerIndex() <= 2 * MIB, "it went on to " + buffer.writerIndex());
        }
        Content.assertAt(0, buffer.readableBytes(), buffer);
        assertTrue(buffer.release(), "only the caller's reference is left");
        await(file.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsClosedWaitsForIt(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), options(direct));
        Guarded buffers = new Guarded(fs().allocBuf(Guarded.bytes(PIECES, PIECE)), PIECES, PIECE);
        slow.disk().hold(SlowOp.READ);
        List<Future<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            reads.add(file.read(buffers.buffer(i), position(i)));
        }
        Future<Void> closed = file.close();
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        assertFalse(closed.isDone(), "close waits");
        slow.disk().release(SlowOp.READ);
        await(closed);
        for (int i = 0; i < PIECES; i++) {
            assertTrue(reads.get(i).isDone(), "close overtook read " + i);
            assertEquals(PIECE, await(reads.get(i)));
            Content.assertAt(position(i), PIECE, buffers.buffer(i).writerIndex(PIECE));
        }
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
    }

    /** Nobody keeps the futures, nor the buffers: what the kernel will write to is neither collected nor used again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsThatNobodyWaitsForKeepTheirBuffers(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), options(direct));
        slow.disk().hold(SlowOp.READ);
        for (int i = 0; i < PIECES; i++) {
            ByteBuf buffer = fs().allocBuf(PIECE);
            file.read(buffer, position(i));
            assertFalse(buffer.release(), "the operation has the last reference");
        }
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        System.gc();
        LaterBuffers here = LaterBuffers.take(fs(), PIECES, PIECE);
        LaterBuffers onLoop = onLoopOf(file, () -> LaterBuffers.take(fs(), PIECES, PIECE));
        slow.disk().release(SlowOp.READ);
        await(file.close());
        here.check();
        onLoop.check();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLoopThatShutsDownWaitsForIt(boolean direct) throws Exception {
        EventLoopGroup group = owned(backend().newGroup(fs(), 1));
        AsyncFile file = await(fs().open(group.next(), slow.path("a"), options(direct)));
        Guarded buffers = new Guarded(fs().allocBuf(Guarded.bytes(PIECES, PIECE)), PIECES, PIECE);
        slow.disk().hold(SlowOp.READ);
        List<Future<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            reads.add(file.read(buffers.buffer(i), position(i)));
        }
        group.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        slow.disk().release(SlowOp.READ);
        for (int i = 0; i < PIECES; i++) {
            assertEquals(PIECE, await(reads.get(i)));
            Content.assertAt(position(i), PIECE, buffers.buffer(i).writerIndex(PIECE));
        }
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
    }

    /** Nothing that is allocated afterwards may lie where the kernel, which has not answered, will write. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLoopThatDiesLeavesItTheMemory(boolean direct) throws Exception {
        AsyncFs fs = fs(settings -> settings.drainTimeout(Duration.ofMillis(200)));
        EventLoopGroup group = owned(backend().newGroup(fs, 1));
        AsyncFile file = await(fs.open(group.next(), slow.path("a"), options(direct)));
        Guarded callers = new Guarded(fs.allocBuf(Guarded.bytes(10, PIECE)), 10, PIECE);
        slow.disk().hold(SlowOp.READ);
        List<Future<?>> reads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            reads.add(file.read(callers.buffer(i), position(i)));
        }
        for (int i = 10; i < PIECES; i++) {
            reads.add(file.read(position(i), PIECE));
        }
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.READ));
        group.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        for (Future<?> read : reads) {
            failure(LoopTerminatedException.class, read);
        }
        eventually("nothing counts as going on").until(() -> fs.counters().get("inFlight") == 0);
        LaterBuffers later = LaterBuffers.take(fs, PIECES, PIECE);
        slow.disk().release(SlowOp.READ);
        done(file.close());
        slow.remount(); // when the kernel has done all that it still had
        callers.check();
        later.check();
        callers.memory().release();
    }
}
