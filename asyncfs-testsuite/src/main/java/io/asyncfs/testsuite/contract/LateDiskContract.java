/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disk that answers late, and direct writes to one that fails: ext4 on a {@link SlowDisk}. */
@Tag("disk")
class LateDiskContract extends SlowDiskFiles {
    private static final OpenOption[] DIRECT = {READ, WRITE, DirectIo.REQUIRED};
    private static final int PIECES = 15; // with one more, what a device may have in flight at least
    private static final int EIO = 5;

    LateDiskContract() {
        super(2 * PIECES * PIECE);
    }

    @Test
    void itsAnswersArriveWhenItGivesThem() throws Exception {
        AsyncFile file = open(slow.path("a"), DIRECT);
        AsyncFile other = open(file("b", 10_000));
        await(other.read(0, 10)).release();
        // A loop device asks for one after the other.
        int count = slow.isMapped() ? PIECES : 1;
        Duration late = slow.isMapped() ? Duration.ofSeconds(5) : Duration.ofSeconds(1);
        Guarded buffers = new Guarded(fs().allocBuf(Guarded.bytes(count, PIECE)), count, PIECE);
        slow.disk().delay(SlowOp.READ, late);
        long begun = System.nanoTime();
        List<Future<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reads.add(file.read(buffers.buffer(i), (long) i * PIECE));
        }
        failure(
                DeadlineExceededException.class,
                file.withDeadline(Duration.ofMillis(50)).read((long) PIECES * PIECE, PIECE));
        assertTrue(System.nanoTime() - begun < late.toNanos(), "the disk was waited for");
        Latencies latencies =
                Latencies.of(1000, () -> await(other.read(0, 1000)).release());
        Future<Void> closed = file.close();
        for (int i = 0; i < count; i++) {
            assertEquals(PIECE, await(reads.get(i)));
            Content.assertAt((long) i * PIECE, PIECE, buffers.buffer(i).writerIndex(PIECE));
        }
        assertTrue(System.nanoTime() - begun >= late.toNanos(), "they came before the disk gave them");
        await(closed);
        buffers.check();
        assertTrue(buffers.memory().release(), "only the caller's reference is left");
        latencies.assertNoStall();
    }

    @Test
    void anErrorInTheMiddleOfDirectWritesIsTheErrorOfItsOperation() throws Exception {
        AsyncFile file = open(slow.path("a"), DIRECT);
        ByteBuf content = fs().allocBuf(PIECE);
        for (int i = 0; i < PIECES; i++) {
            boolean fails = i % 8 == 5;
            long position = (long) i * PIECE;
            content.clear().writeBytes(Content.bytes(position + 1, PIECE)); // other bytes than before
            slow.disk().fail(SlowOp.WRITE, fails ? EIO : 0);
            Future<Integer> write = file.write(content, position);
            if (fails) {
                FileSystemException error = failure(FileSystemException.class, write);
                assertEquals(file.path().toString(), error.getFile());
                for (String part : List.of("EIO", "writing", "4096", " at " + position)) {
                    assertTrue(error.getMessage().contains(part), () -> part + " in: " + error.getMessage());
                }
                assertEquals(0, content.readerIndex(), "nothing was written");
            } else {
                assertEquals(PIECE, await(write));
            }
        }
        slow.disk().fail(SlowOp.WRITE, 0);
        for (int i = 0; i < PIECES; i++) {
            long position = (long) i * PIECE;
            ByteBuf read = await(file.read(position, PIECE));
            Content.assertAt(i % 8 == 5 ? position : position + 1, PIECE, read);
            read.release();
        }
        assertTrue(content.release(), "only the caller's reference is left");
        await(file.close());
    }

    /** What was lost stays lost for who has the file open; who opens it after the disk is well again begins anew. */
    @Test
    void aFailedSyncIsForgottenByTheNextOpenAlone() throws Exception {
        AsyncFile file = open(slow.path("a"), READ, WRITE);
        await(file.write(Content.buffer(0, PIECE), 0));
        slow.disk().fail(SlowOp.WRITE, EIO);
        FileSystemException first = failure(FileSystemException.class, file.dataSync());
        assertTrue(first.getMessage().contains("EIO"), first.getMessage());
        slow.disk().fail(SlowOp.WRITE, 0);
        AsyncFile again = open(slow.path("a"), READ, WRITE);
        await(again.write(Content.buffer(0, PIECE), 0));
        await(again.sync());
        await(again.close());
        assertEquals(
                first.getMessage(),
                failure(FileSystemException.class, file.sync()).getMessage());
        await(file.close());
        AsyncFile last = open(slow.path("a"), DIRECT);
        ByteBuf read = await(last.read(0, PIECE));
        Content.assertAt(0, PIECE, read);
        read.release();
        await(last.close());
    }
}
