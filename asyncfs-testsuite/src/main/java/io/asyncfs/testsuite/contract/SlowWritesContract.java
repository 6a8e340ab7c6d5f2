/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.testsuite.harness.CapturedLog;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.harness.LaterBuffers;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Direct writes to a disk that does not answer: it takes the bytes from the caller's memory when it pleases, long after the
 * write has begun, so what is on the disk in the end shows whether that memory was somebody else's meanwhile.
 */
@Tag("disk")
class SlowWritesContract extends SlowDiskFiles {
    private static final int PIECES = 1000;
    private static final int LENGTH = 2 * PIECES * PIECE;

    SlowWritesContract() {
        super(LENGTH);
    }

    private AsyncFile openDirect(AsyncFs of, EventLoopGroup group) {
        return await(of.open(group.next(), slow.path("a"), READ, WRITE, DirectIo.REQUIRED));
    }

    /** Returns what a write puts there: other bytes than the file has at first. */
    private static byte[] written(int piece) {
        return Content.bytes(position(piece) + 1, PIECE);
    }

    private static Guarded source(AsyncFs fs) {
        Guarded buffers = new Guarded(fs.allocBuf(Guarded.bytes(PIECES, PIECE)), PIECES, PIECE);
        for (int i = 0; i < PIECES; i++) {
            buffers.buffer(i).writeBytes(written(i));
        }
        return buffers;
    }

    private static List<Future<Integer>> writeAll(AsyncFile file, Guarded buffers) {
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            writes.add(file.write(buffers.buffer(i).writerIndex(PIECE), position(i)));
        }
        return writes;
    }

    /** Begins writes whose buffers are the operations' alone. */
    private static List<Future<Integer>> writeAndLetGo(AsyncFs fs, AsyncFile file) {
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            ByteBuf buffer = fs.allocBuf(PIECE).writeBytes(written(i));
            writes.add(file.write(buffer, position(i)));
            assertFalse(buffer.release(), "the operation has the last reference");
        }
        return writes;
    }

    private void awaitDisk() {
        eventually("the disk is asked").until(() -> slow.disk().isWaiting(SlowOp.WRITE));
    }

    /** Returns how many writes are on the disk; each is there as a whole or not at all, and between them nothing changed. */
    private int countWritten() throws IOException {
        slow.remount();
        byte[] disk = Files.readAllBytes(slow.path("a"));
        assertEquals(LENGTH, disk.length);
        int count = 0;
        for (int i = 0; i < PIECES; i++) {
            int at = (int) position(i);
            byte[] piece = Arrays.copyOfRange(disk, at, at + PIECE);
            boolean isNew = Arrays.equals(written(i), piece);
            if (!isNew) {
                assertArrayEquals(Content.bytes(at, PIECE), piece, "write " + i);
            }
            assertArrayEquals(
                    Content.bytes(at + PIECE, PIECE),
                    Arrays.copyOfRange(disk, at + PIECE, at + 2 * PIECE),
                    "behind write " + i);
            count += isNew ? 1 : 0;
        }
        return count;
    }

    private void assertAllWritten(List<Future<Integer>> writes, Guarded buffers) throws IOException {
        for (Future<Integer> write : writes) {
            assertEquals(PIECE, await(write));
        }
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
        assertEquals(PIECES, countWritten());
    }

    @Test
    void aFileThatIsClosedWaitsForThem() throws Exception {
        AsyncFile file = openDirect(fs(), group(fs()));
        Guarded buffers = source(fs());
        slow.disk().hold(SlowOp.WRITE);
        List<Future<Integer>> writes = writeAll(file, buffers);
        Future<Void> closed = file.close();
        awaitDisk();
        assertFalse(closed.isDone(), "close waits");
        slow.disk().release(SlowOp.WRITE);
        await(closed);
        for (Future<Integer> write : writes) {
            assertTrue(write.isDone(), "close overtook a write");
        }
        assertAllWritten(writes, buffers);
    }

    @Test
    void thoseThatNobodyWaitsForKeepTheirBuffers() throws Exception {
        AsyncFile file = openDirect(fs(), group(fs()));
        slow.disk().hold(SlowOp.WRITE);
        writeAndLetGo(fs(), file);
        awaitDisk();
        System.gc();
        LaterBuffers here = LaterBuffers.take(fs(), PIECES, PIECE);
        LaterBuffers onLoop = onLoopOf(file, () -> LaterBuffers.take(fs(), PIECES, PIECE));
        slow.disk().release(SlowOp.WRITE);
        await(file.close());
        here.check();
        onLoop.check();
        assertEquals(PIECES, countWritten());
    }

    @Test
    void aLoopThatShutsDownWaitsForThem() throws Exception {
        EventLoopGroup group = owned(backend().newGroup(fs(), 1));
        AsyncFile file = openDirect(fs(), group);
        Guarded buffers = source(fs());
        slow.disk().hold(SlowOp.WRITE);
        List<Future<Integer>> writes = writeAll(file, buffers);
        group.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        awaitDisk();
        slow.disk().release(SlowOp.WRITE);
        assertAllWritten(writes, buffers);
    }

    /** What the kernel has is written from the memory that it was given, though its loop is gone; the rest never is. */
    @Test
    void aLoopThatDiesLeavesThemTheMemory() throws Exception {
        AsyncFs fs = fs(settings -> settings.drainTimeout(Duration.ofMillis(200)));
        EventLoopGroup group = owned(backend().newGroup(fs, 1));
        CapturedLog log = closeLater(CapturedLog.begin());
        AsyncFile file = openDirect(fs, group);
        slow.disk().hold(SlowOp.WRITE);
        List<Future<Integer>> writes = writeAndLetGo(fs, file);
        awaitDisk();
        group.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        for (Future<Integer> write : writes) {
            failure(LoopTerminatedException.class, write);
        }
        LaterBuffers later = LaterBuffers.take(fs, PIECES, PIECE);
        slow.disk().release(SlowOp.WRITE);
        done(file.close());
        int count = countWritten();
        assertTrue(count > 0 && count < PIECES / 2, count + " writes were with the kernel");
        later.check();
        List<String> errors =
                log.lines().stream().filter(line -> line.startsWith("SEVERE")).toList();
        assertEquals(1, errors.size(), log.lines()::toString);
        assertTrue(errors.get(0).contains("; " + count + " buffers are leaked"), count + ": " + errors);
    }
}
