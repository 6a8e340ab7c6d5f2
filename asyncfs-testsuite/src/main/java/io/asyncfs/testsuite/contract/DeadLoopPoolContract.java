/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop dies while a pool thread hangs, and others have yet to begin with what it gave the pool. */
@Tag("fuse")
class DeadLoopPoolContract extends DoomedLoop {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int QUIET_SECONDS = 3;

    /** Half of the threads are a device's. */
    private AsyncFs ending(Duration drainTimeout, int poolSize) {
        AsyncFs fs = fs(settings -> settings.drainTimeout(drainTimeout).poolSize(poolSize));
        doomed = owned(backend().newGroup(fs, 1));
        return fs;
    }

    /** Takes a thread. */
    private Future<AsyncFile> hangingOpen(AsyncFs fs) {
        slow.hold(SlowOp.OPEN);
        Future<AsyncFile> open = fs.open(loop(fs), slow.path("a"));
        slow.awaitWaiting(SlowOp.OPEN, 1);
        return open;
    }

    private void end(Future<AsyncFile> hanging) {
        slow.release(SlowOp.OPEN);
        await(await(hanging).close());
    }

    /** Nobody else would make the call. */
    @Test
    void aCloseThatWaitsForAThreadIsMadeAllTheSame() throws Exception {
        AsyncFs one = ending(SHORT, 2);
        AsyncFile file = await(one.open(doomed.next(), slow.path("a")));
        Future<AsyncFile> open = hangingOpen(one);
        Future<Void> close = file.close();
        die();
        failure(LoopTerminatedException.class, close);
        end(open);
        nothingIsOpen();
    }

    /** Of what no thread has begun nothing can be lost. */
    @Test
    void syncsOfOtherLoopsGoOnWhenItsOwnHadNotBegun() throws Exception {
        AsyncFs one = ending(SHORT, 2);
        AsyncFile file = open(one, slow.path("a"), READ, WRITE);
        AsyncFile view = file.view(doomed.next());
        Future<AsyncFile> open = hangingOpen(one);
        onLoopOf(view, view::sync);
        Future<Void> waiting = onLoopOf(file, file::sync);
        die();
        end(open);
        await(waiting);
        await(file.close());
        nothingIsOpen();
    }

    /** The threads that are awake may all be waiting for something. */
    @Test
    void aCloseInItsLastRoundHasAThread() throws Exception {
        AsyncFs hasty = ending(Duration.ZERO, 8);
        AsyncFile file = open(hasty, slow.path("a"));
        file.view(doomed.next());
        await(file.close());
        Future<AsyncFile> open = hangingOpen(hasty);
        die();
        nothingIsOpen();
        end(open);
    }

    /** Two wait behind an open that hangs. */
    @Test
    void appendsThatNoThreadHasBegunLeaveTheirBuffers() throws Exception {
        AsyncFs one = ending(SHORT, 2);
        AsyncFile file = await(one.open(doomed.next(), slow.path("a"), WRITE));
        slow.hold(SlowOp.WRITE).hold(SlowOp.OPEN);
        ByteBuf buffer = Content.buffer(100, 10);
        Future<Integer> first = file.append(buffer);
        slow.awaitWaiting(SlowOp.WRITE, 1);
        Future<AsyncFile> open = one.open(loop(one), slow.path("a"));
        eventually("it waits for the thread").until(() -> one.counters().get("inFlight") == 2);
        List<Future<Integer>> others = onLoopOf(file, () -> List.of(file.append(buffer), file.append(buffer)));
        slow.release(SlowOp.WRITE);
        assertEquals(10, await(first));
        slow.awaitWaiting(SlowOp.OPEN, 1);
        die();
        for (Future<Integer> append : others) {
            failure(LoopTerminatedException.class, append);
        }
        assertEquals(1, buffer.refCnt());
        buffer.release();
        end(open);
        nothingIsOpen();
        assertEquals(110, Files.size(slow.path("a")));
    }

    /** The loop goes round until its quiet period is over, and its queue with it, which may keep what is read often. */
    @Test
    void whatItLeavesIsClosedBeforeItsQueueIs() throws Exception {
        AsyncFs one = fs(settings -> settings.drainTimeout(SHORT).queueDepth(1));
        doomed = owned(backend().newGroup(one, 1));
        AsyncFile file = await(one.open(doomed.next(), file("b", 100), READ, WRITE));
        AsyncFile hanging = await(one.open(doomed.next(), slow.path("a")));
        readOften(file);
        assertTrue(await(file.tryLock(0, 10, false)));
        slow.hold(SlowOp.READ);
        Future<ByteBuf> read = hanging.read(0, 1);
        slow.awaitWaiting(SlowOp.READ, 1);
        Future<Long> size = onLoopOf(file, file::size);
        doomed.shutdownGracefully(QUIET_SECONDS, 2 * QUIET_SECONDS, SECONDS);
        failure(LoopTerminatedException.class, size);
        AsyncFile other = open(one, path("b"), READ, WRITE);
        eventually("nobody has it locked").until(() -> locks(other));
        await(doomed.next().submit(() -> {})); // taken only as long as the quiet period is
        slow.release(SlowOp.READ);
        failure(LoopTerminatedException.class, read);
        assertTrue(doomed.awaitTermination(PATIENCE_SECONDS, SECONDS));
        nothingIsOpen();
    }

    /** The JDK's locks, which the pool has, make it an exception that somebody in this process has one. */
    private static boolean locks(AsyncFile file) {
        Future<Boolean> lock = file.tryLock(0, 10, false);
        assertTrue(lock.awaitUninterruptibly(PATIENCE_SECONDS, SECONDS));
        assertTrue(lock.isSuccess() || lock.cause() instanceof OverlappingFileLockException, () -> "" + lock.cause());
        return lock.isSuccess() && lock.getNow();
    }
}
