/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SYNC files and the Sync methods: done when the call returns; inline up to the limit, handed over above it. */
class SyncModeContract extends Contract {
    private static final int LIMIT = 1000;

    private AsyncFs fs;

    private AsyncFile openSync() throws Exception {
        fs = fs(settings -> settings.syncLimit(LIMIT));
        return open(fs, file("a", 100_000), READ, WRITE, OpenMode.SYNC);
    }

    private void assertCounted(int inline, int handedOver) {
        assertEquals(inline, fs.counters().get("syncInline"), "syncInline");
        assertEquals(handedOver, fs.counters().get("syncHandedOver"), "syncHandedOver");
    }

    private static <T> T now(Future<T> future) {
        assertTrue(future.isDone(), "done when the call returns");
        return await(future);
    }

    @Test
    void aTransferOfTheLimitRunsOnTheCallingThread() throws Exception {
        AsyncFile file = openSync();
        assertEquals(LIMIT, now(file.read(Unpooled.buffer(LIMIT, LIMIT), 0)));
        assertCounted(1, 0);
        assertEquals(LIMIT, now(file.write(Content.buffer(0, LIMIT), 0)));
        assertCounted(2, 0);
    }

    @Test
    void aLargerTransferIsHandedOverWhileTheCallerWaits() throws Exception {
        AsyncFile file = openSync();
        ByteBuf buffer = Unpooled.buffer(LIMIT + 1, LIMIT + 1);
        assertEquals(LIMIT + 1, now(file.read(buffer, 0)));
        Content.assertAt(0, LIMIT + 1, buffer);
        assertCounted(0, 1);
        assertEquals(LIMIT + 1, now(file.write(buffer, 0)));
        assertCounted(0, 2);
    }

    @Test
    void everyFormIsDoneWhenTheCallReturns() throws Exception {
        AsyncFile file = openSync();
        assertEquals(10, now(file.read(Unpooled.buffer(10, 10))));
        assertEquals(new LastOp(LastOp.Kind.READ, true, 10, false, null), file.lastOp());
        assertEquals(10, now(file.position()));
        assertEquals(50_000, now(file.seek(50_000)));
        assertEquals(40_000, now(file.readFully(Unpooled.buffer(40_000, 40_000))));
        assertEquals(5, now(file.write(Content.buffer(90_000, 5))));
        assertEquals(20_000, now(file.writeFully(Content.buffer(90_005, 20_000))));
        assertEquals(7, now(file.append(Content.buffer(110_005, 7))));
        ByteBuf owned = now(file.read(90_000, 64));
        Content.assertAt(90_000, 64, owned);
        owned.release();
        assertEquals(110_012, now(file.size()));
        assertEquals(110_012, now(file.stat()).size());
        now(file.dataSync());
        now(file.sync());
        now(file.truncate(3));
        assertEquals(-1, now(file.read(Unpooled.buffer(10, 10), 3)));
        assertContent(path("a"), 3);
    }

    @Test
    void onALoopOnlyTransfersUpToTheLimitAreAllowed() throws Exception {
        AsyncFile file = openSync();
        ByteBuf small = Unpooled.buffer(LIMIT, LIMIT);
        assertEquals(LIMIT, onLoopOf(file, () -> now(file.read(small))));
        Content.assertAt(0, LIMIT, small);
        ByteBuf large = Unpooled.buffer(LIMIT + 1, LIMIT + 1);
        LastOp before = file.lastOp();
        onLoopOf(file, () -> {
            assertThrows(BlockingOperationException.class, () -> file.read(large));
            assertThrows(BlockingOperationException.class, () -> file.read(large, 0));
            assertThrows(BlockingOperationException.class, () -> file.write(large.setIndex(0, LIMIT + 1), 0));
            assertThrows(BlockingOperationException.class, () -> file.truncate(0));
            assertThrows(BlockingOperationException.class, file::sync);
            return null;
        });
        assertEquals(before, file.lastOp(), "nothing was started");
        assertEquals(1, large.refCnt());
        assertEquals(LIMIT + 1, large.readableBytes(), "indices untouched");
        assertEquals(LIMIT, now(file.position()));
        assertContent(path("a"), 100_000);
        assertCounted(1, 0);
    }

    /** The long one is handed over, and the others do not wait for it. */
    @Test
    @Tag("concurrent")
    void aLongAppendIsNotTornByThoseOfOtherThreads() throws Exception {
        fs = fs(settings -> settings.syncLimit(10_000));
        for (ByteBuf content : List.of(LongAppend.heap(), LongAppend.parts(), LongAppend.halves())) {
            int length = content.readableBytes();
            AsyncFile file = open(fs, path("a" + length), WRITE, CREATE, OpenMode.SYNC);
            CompletableFuture<Future<Integer>> append = CompletableFuture.supplyAsync(() -> file.append(content));
            do {
                now(file.append(LongAppend.ofOthers()));
            } while (!append.isDone());
            assertEquals(length, now(append.join()));
            assertTrue(content.release());
            LongAppend.assertWhole(path("a" + length), length);
        }
    }

    @Test
    void theSyncMethodsDoTheSameOnAnAsyncFile() throws Exception {
        fs = fs(settings -> settings.syncLimit(LIMIT));
        AsyncFile file = open(fs, file("a", 10_000), READ, WRITE);
        assertEquals(LIMIT, now(file.readSync(Unpooled.buffer(LIMIT, LIMIT), 5)));
        assertEquals(LIMIT, now(file.readSync(Unpooled.buffer(LIMIT, LIMIT))));
        assertEquals(LIMIT, now(file.writeSync(Content.buffer(0, LIMIT), 0)));
        assertCounted(3, 0);
        assertEquals(LIMIT + 1, now(file.writeSync(Content.buffer(LIMIT, LIMIT + 1))));
        assertCounted(3, 1);
        assertEquals(2 * LIMIT + 1, await(file.position()));
        assertEquals(LIMIT, onLoopOf(file, () -> now(file.readSync(Unpooled.buffer(LIMIT, LIMIT), 0))));
        onLoopOf(
                file,
                () -> assertThrows(
                        BlockingOperationException.class,
                        () -> file.readSync(Unpooled.buffer(LIMIT + 1, LIMIT + 1), 0)));
        assertContent(path("a"), 10_000);
        assertCounted(4, 1);
    }

    @Test
    void withALimitOfZeroEveryTransferIsHandedOver() throws Exception {
        fs = fs(settings -> settings.syncLimit(0));
        AsyncFile file = open(fs, file("a", 10), READ, OpenMode.SYNC);
        assertEquals(1, now(file.read(Unpooled.buffer(1, 1))));
        assertCounted(0, 1);
        onLoopOf(file, () -> assertThrows(BlockingOperationException.class, () -> file.read(Unpooled.buffer(1, 1))));
    }

    @Test
    void failuresAreInTheFutureThatIsDone() throws Exception {
        AsyncFile file = openSync();
        now(file.seek(99_999));
        Future<Integer> end = file.readFully(Unpooled.buffer(2, 2));
        assertTrue(end.isDone());
        failure(java.io.EOFException.class, end);
        assertEquals(99_999, now(file.position()));
        Future<Long> seek = file.seek(-1);
        assertTrue(seek.isDone());
        failure(IllegalArgumentException.class, seek);
    }

    @Test
    void allKindsOfBuffersWorkInline() throws Exception {
        AsyncFile file = openSync();
        ByteBuf direct = Unpooled.directBuffer(64, 64);
        ByteBuf mixed = Unpooled.wrappedBuffer(
                        Unpooled.buffer(10, 10).writeZero(10),
                        Unpooled.directBuffer(54, 54).writeZero(54))
                .writerIndex(0);
        for (ByteBuf buffer : List.of(direct, mixed)) {
            assertEquals(64, now(file.read(buffer, 100)));
            Content.assertAt(100, 64, buffer);
            assertEquals(64, now(file.write(buffer, 100)));
            assertTrue(buffer.release());
        }
        assertCounted(4, 0);
        assertContent(path("a"), 100_000);
    }
}
