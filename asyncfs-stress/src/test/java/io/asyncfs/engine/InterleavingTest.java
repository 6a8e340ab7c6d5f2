/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine does in one certain order of events, on the stand-ins of its races. */
@Timeout(60)
class InterleavingTest {
    private static final int MIB = 1 << 20;
    private static final int PIECES = 64;
    private static final FsCore WIDE = Bench.fs(4);

    /** Runs something on a thread that is not the loop's, and waits for it. */
    static void elsewhere(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Bench withFailedSync() {
        Bench bench = new Bench(new StandInQueue(false), null, WIDE);
        bench.queue.failsSyncs(true);
        assertTrue(bench.end(bench.file.sync()).contains("errno 5"));
        bench.queue.failsSyncs(false);
        return bench;
    }

    /** The system tells once of what is lost: the call that comes second succeeds. */
    @Test
    void aSyncFailsWhenAThreadHasHeardMeanwhileWhatIsLost() {
        Bench bench = new Bench();
        bench.queue.waits(true);
        Future<Void> sync = bench.file.sync();
        bench.turn(); // it joins
        bench.turn(); // its call is made
        assertThrows(
                IOException.class,
                () -> SyncTransfer.here(bench.view, io.asyncfs.spi.OpKind.SYNC, open -> {
                    throw new IOException("lost");
                }));
        bench.queue.waits(false);
        assertTrue(bench.end(sync).contains("lost"));
        assertTrue(bench.end(bench.file.dataSync()).contains("lost"));
    }

    /** A thread writes, and then tells the loop to sync, which is in the middle of a task. */
    @Test
    void aSyncOnTheLoopIsForTheWritesOfThreadsBeforeIt() {
        Bench bench = new Bench();
        ByteBuf content = Bench.content();
        List<String> ended = new ArrayList<>();
        List<Future<?>> both = new ArrayList<>();
        bench.onLoop(() -> {
            elsewhere(() -> both.add(bench.file.write(content, 0).addListener(done -> ended.add("write"))));
            both.add(bench.file.sync().addListener(done -> ended.add("sync")));
        });
        for (Future<?> each : both) {
            assertEquals("done", bench.end(each));
        }
        assertEquals(List.of("write", "sync"), ended);
        assertEquals("balanced", bench.balance(content));
    }

    @Test
    void aSyncThatSharesACallWithDataSyncsMakesTheMetadataDurable() {
        Bench bench = new Bench(null, null);
        CountDownLatch end = bench.descriptor.holdSyncs();
        Future<Void> first = bench.file.dataSync();
        while (bench.descriptor.syncs().isEmpty()) {
            bench.turn();
        }
        Future<Void> dataSync = bench.file.dataSync();
        Future<Void> sync = bench.file.sync();
        bench.turn();
        end.countDown();
        for (Future<Void> each : List.of(first, dataSync, sync)) {
            assertEquals("done", bench.end(each));
        }
        assertEquals(List.of(true, false), bench.descriptor.syncs());
    }

    @Test
    void aSyncGoesOnWhenTheOneBeforeItIsCancelledBeforeTheirCall() {
        Bench bench = new Bench();
        Future<Void> first = bench.file.sync();
        Future<Void> second = bench.file.dataSync();
        bench.turn(); // both join
        assertTrue(first.cancel(false));
        assertEquals("done", bench.end(second));
        assertEquals("cancelled", bench.end(first));
        assertEquals("balanced", bench.balance());
    }

    /** The sync would fail at once when its turn comes, and is cancelled just before. */
    @Test
    void aSyncAfterAFailedOneIsCancelledOnce() {
        Bench bench = withFailedSync();
        ByteBuf content = Bench.content();
        List<ByteBuf> buffers = new ArrayList<>(List.of(content));
        List<Future<Integer>> reads = new ArrayList<>();
        bench.queue.waits(true);
        Future<Integer> write = bench.file.write(content, 0);
        write.addListener((GenericFutureListener<Future<Integer>>) done -> {
            for (int i = 0; i < 2; i++) {
                buffers.add(Bench.buffer());
                reads.add(bench.file.read(buffers.get(buffers.size() - 1), 0));
            }
        });
        Future<Void> sync = bench.file.sync();
        bench.turn();
        bench.queue.waits(false);
        bench.queue.meanwhile(() -> elsewhere(() -> sync.cancel(false)));
        assertEquals("done", bench.end(write));
        assertEquals("cancelled", bench.end(sync));
        for (Future<Integer> read : reads) {
            assertEquals("done", bench.end(read));
        }
        assertEquals("balanced", bench.balance(buffers.toArray(ByteBuf[]::new)));
    }

    @Test
    void aSyncThatFailsMayCancelThoseBehindIt() {
        Bench bench = withFailedSync();
        ByteBuf content = Bench.content();
        bench.queue.waits(true);
        Future<Integer> write = bench.file.write(content, 0);
        List<Future<Void>> syncs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            syncs.add(bench.file.sync());
        }
        syncs.get(0).addListener(done -> syncs.get(1).cancel(false));
        bench.turn();
        bench.queue.waits(false);
        assertEquals("done", bench.end(write));
        assertTrue(bench.end(syncs.get(0)).contains("errno 5"));
        bench.end(syncs.get(1)); // it may have failed before
        assertTrue(bench.end(syncs.get(2)).contains("errno 5"));
        assertEquals("balanced", bench.balance(content));
    }

    /** Each piece is all that one submission may take. */
    @Test
    void aLongCachedReadLetsOthersHaveTheirTurn() {
        Bench bench = new Bench(new StandInQueue(false), null, WIDE);
        ByteBuf large = Unpooled.directBuffer(PIECES * MIB, PIECES * MIB);
        ByteBuf small = Bench.buffer();
        Future<Integer> longOne = bench.file.readFully(large, 0);
        bench.turn();
        Future<Integer> shortOne = bench.file.read(small, 0);
        int turns = 0;
        while (!shortOne.isDone()) {
            bench.turn();
            turns++;
        }
        assertTrue(turns < 6, "it waited for " + turns + " turns");
        assertEquals("done", bench.end(longOne));
        assertEquals("balanced", bench.balance(large, small));
    }

    /** Whoever reads on from the listener of a read does not keep a longer read from its next piece. */
    @Test
    void aChainOfReadsLetsALongOneGoOn() {
        Bench bench = new Bench(new StandInQueue(false), null, WIDE);
        ByteBuf large = Unpooled.directBuffer(PIECES * MIB, PIECES * MIB);
        ByteBuf piece = Unpooled.directBuffer(MIB, MIB);
        int[] links = new int[1];
        readOn(bench, piece, links);
        bench.turn();
        Future<Integer> longOne = bench.file.readFully(large, 0);
        while (!longOne.isDone() && links[0] < 8 * PIECES) {
            bench.turn();
        }
        assertTrue(longOne.isDone(), links[0] + " reads overtook it");
        links[0] = Integer.MAX_VALUE;
        bench.turn();
        assertEquals("balanced", bench.balance(large, piece));
    }

    private static void readOn(Bench bench, ByteBuf piece, int[] links) {
        bench.file.read(piece.clear(), 0).addListener(done -> {
            if (links[0]++ < 8 * PIECES) {
                readOn(bench, piece, links);
            }
        });
    }

    @Test
    void aRequestThatTheQueueHasNoMemoryForFailsAlone() {
        Bench bench = new Bench();
        ByteBuf buffer = Bench.buffer();
        bench.queue.refuses(new OutOfMemoryError("direct memory"));
        Future<Integer> read = bench.file.read(buffer, 0);
        assertTrue(bench.end(read).contains("direct memory"));
        bench.queue.refuses(null);
        assertEquals("balanced", bench.balance(buffer));
    }

    @Test
    void aBufferThatIsClearedMeanwhileFailsItsWrite() {
        Bench bench = new Bench();
        ByteBuf content = Bench.content();
        bench.queue.waits(true);
        Future<Integer> write = bench.file.write(content, 0);
        bench.turn();
        content.clear();
        bench.queue.waits(false);
        bench.end(write);
        assertInstanceOf(IndexOutOfBoundsException.class, write.cause());
        assertEquals("balanced", bench.balance(content));
    }

    /** Its record will serve another operation, which a later thread must not take for the first. */
    @Test
    void aPoolThatGetsNoThreadKeepsNothing() {
        Bench bench = new Bench();
        boolean[] mayStart = new boolean[1];
        BlockingPool pool = new BlockingPool(2, new Mounts(), task -> {
            if (!mayStart[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
        List<String> calls = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        FileOp first = operation(bench, () -> calls.add("first"));
        try {
            pool.execute(first, false);
            throw new AssertionError("there is no thread");
        } catch (OutOfMemoryError expected) {
            first.recycle();
        }
        mayStart[0] = true;
        FileOp second = operation(bench, () -> calls.add("second") && countDown(done));
        pool.execute(second, false);
        assertTrue(pool.shutdown().awaitUninterruptibly(10, TimeUnit.SECONDS), "a thread has died");
        assertEquals(List.of("second"), calls);
        assertEquals(0, done.getCount());
    }

    private static boolean countDown(CountDownLatch latch) {
        latch.countDown();
        return true;
    }

    private static FileOp operation(Bench bench, BlockingCall call) {
        return new FileOp(bench.engine)
                .call(call)
                .begin(
                        io.asyncfs.spi.OpKind.STAT,
                        null,
                        "path",
                        io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE,
                        io.asyncfs.LastOp.Kind.NONE);
    }
}
