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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.testsuite.harness.CapturedLog;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop dies with operations in flight: what others have of its files goes on, and nothing of it is left in the end. */
@Tag("fuse")
class DeadLoopContract extends DoomedLoop {
    private AsyncFs fs;

    @BeforeEach
    void begin() {
        fs = fs(settings -> settings.drainTimeout(Duration.ofMillis(200)));
        doomed = owned(backend().newGroup(fs, 1));
    }

    @Test
    void anOpenThatComesBackLaterIsClosed() throws Exception {
        slow.hold(SlowOp.OPEN);
        Future<AsyncFile> open = fs.open(doomed.next(), slow.path("a"));
        slow.awaitWaiting(SlowOp.OPEN, 1);
        die();
        failure(LoopTerminatedException.class, open);
        slow.release(SlowOp.OPEN);
        slow.awaitWaiting(SlowOp.OPEN, 0);
        await(fs.shutdown());
        nothingIsOpen();
    }

    /** Memory that is missing from then on is accounted for in the log; what was still waiting with us is not missing. */
    @Test
    void theLogSaysHowManyBuffersAreLeaked() throws Exception {
        AsyncFs six = fs(settings ->
                settings.drainTimeout(Duration.ofMillis(200)).queueDepth(6).poolSize(8));
        EventLoopGroup group = owned(backend().newGroup(six, 1));
        CapturedLog log = closeLater(CapturedLog.begin());
        AsyncFile file = await(six.open(group.next(), slow.path("a")));
        slow.hold(SlowOp.READ);
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            reads.add(file.read(i, 10));
        }
        slow.awaitWaiting(SlowOp.READ, 3); // a mount that may hang gets half of the depth
        assertEquals(List.of(), log.lines());
        group.shutdownGracefully(0, 15, SECONDS);
        assertTrue(group.awaitTermination(PATIENCE_SECONDS, SECONDS));
        for (Future<ByteBuf> read : reads) {
            failure(LoopTerminatedException.class, read);
        }
        assertEquals(
                List.of("SEVERE An event loop ended after its drain time with operations in flight;"
                        + " 3 buffers are leaked on purpose"),
                log.lines());
        slow.release(SlowOp.READ);
        await(six.shutdown());
        nothingIsOpen();
    }

    @Test
    void viewsOfItKeepNothingOpen() throws Exception {
        AsyncFile file = open(fs, slow.path("a"));
        AsyncFile before = file.view(doomed.next());
        die();
        assertThrows(IllegalStateException.class, () -> file.view(doomed.next()));
        failure(LoopTerminatedException.class, before.size());
        await(file.close());
        nothingIsOpen();
    }

    /** Files of any executor are served by a loop of the library, which can close them when the executor has ended. */
    @Test
    void aFileOfAnExecutorThatEndedCanBeClosed() throws Exception {
        EventExecutorGroup foreign = owned(new DefaultEventExecutorGroup(1));
        AsyncFile file = await(fs.open(foreign.next(), slow.path("a")));
        foreign.shutdownGracefully(0, 15, SECONDS);
        assertTrue(foreign.awaitTermination(PATIENCE_SECONDS, SECONDS));
        await(file.close());
        nothingIsOpen();
    }

    @Test
    void appendsOfOtherLoopsGoOn() throws Exception {
        AsyncFile file = open(fs, slow.path("a"), WRITE);
        AsyncFile view = file.view(doomed.next());
        slow.hold(SlowOp.WRITE);
        Future<Integer> lost = view.append(Content.buffer(100, 10));
        slow.awaitWaiting(SlowOp.WRITE, 1);
        ByteBuf buffer = Content.buffer(110, 10);
        Future<Integer> append = file.append(buffer);
        die();
        failure(LoopTerminatedException.class, lost);
        assertFalse(append.isDone());
        slow.release(SlowOp.WRITE);
        assertEquals(10, await(append));
        buffer.release();
        await(file.close());
        nothingIsOpen();
        assertContent(slow.path("a"), 120);
    }

    @Test
    void whoWaitsForRoomOnItWaitsNoLonger() throws Exception {
        AsyncFs full = fs(settings ->
                settings.drainTimeout(Duration.ofMillis(200)).queueDepth(1).maxPendingOps(0));
        doomed = owned(backend().newGroup(full, 1));
        AsyncFile file = await(full.open(doomed.next(), slow.path("a")));
        ByteBuf buffer = Content.buffer(0, 10).clear();
        slow.hold(SlowOp.READ);
        Future<Integer> lost = file.read(buffer, 0);
        slow.awaitWaiting(SlowOp.READ, 1);
        Future<Void> room = file.acceptingOps();
        assertFalse(room.isDone());
        die();
        failure(LoopTerminatedException.class, lost);
        await(room);
        failure(LoopTerminatedException.class, file.size());
        slow.release(SlowOp.READ);
        nothingIsOpen();
    }

    @Test
    void deadlinesAreKeptWhileTheLoopDrains() throws Exception {
        AsyncFs patient = fs(settings -> settings.drainTimeout(Duration.ofSeconds(10L * PATIENCE_SECONDS)));
        doomed = owned(backend().newGroup(patient, 1));
        AsyncFile file = await(patient.open(doomed.next(), slow.path("a")));
        slow.hold(SlowOp.READ);
        // Within one task no deadline passes.
        Future<ByteBuf> early = onLoopOf(file, () -> {
            Future<ByteBuf> started = file.withDeadline(Duration.ofSeconds(1)).read(0, 10);
            slow.awaitWaiting(SlowOp.READ, 1);
            return started;
        });
        doomed.shutdownGracefully(0, 15, SECONDS);
        failure(DeadlineExceededException.class, early);
        slow.release(SlowOp.READ);
        assertTrue(doomed.awaitTermination(PATIENCE_SECONDS, SECONDS));
        nothingIsOpen();
    }

    /** Netty goes round until the quiet period of a shutdown is over, also after the loop has given up. */
    @Test
    void whatComesBackInTheQuietPeriodFindsNothing() throws Exception {
        AsyncFile file = open(fs, slow.path("a"), READ, WRITE);
        AsyncFile view = file.view(doomed.next());
        slow.hold(SlowOp.FSYNC);
        Future<Void> running = view.sync();
        slow.awaitWaiting(SlowOp.FSYNC, 1);
        Future<Void> waiting = view.sync();
        doomed.shutdownGracefully(2, 15, SECONDS);
        failure(LoopTerminatedException.class, running);
        failure(LoopTerminatedException.class, waiting);
        slow.release(SlowOp.FSYNC);
        slow.awaitWaiting(SlowOp.FSYNC, 0);
        assertTrue(doomed.awaitTermination(PATIENCE_SECONDS, SECONDS));
        assertTrue(await(file.read(0, 10)).release());
        await(file.close());
        nothingIsOpen();
    }

    /** How its kernel call ends nobody hears any more, so what was lost is unknown from then on. */
    @Test
    void syncsOfOtherLoopsFail() throws Exception {
        AsyncFile file = open(fs, slow.path("a"), READ, WRITE);
        AsyncFile view = file.view(doomed.next());
        slow.hold(SlowOp.FSYNC);
        Future<Void> lost = view.sync();
        slow.awaitWaiting(SlowOp.FSYNC, 1);
        Future<Void> waiting = file.dataSync();
        die();
        LoopTerminatedException cause = failure(LoopTerminatedException.class, lost);
        assertSame(cause, failure(LoopTerminatedException.class, waiting));
        assertSame(cause, failure(LoopTerminatedException.class, file.sync()));
        slow.release(SlowOp.FSYNC);
        assertTrue(await(file.read(0, 10)).release());
        await(file.close());
        nothingIsOpen();
    }
}
