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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.CursorBusyException;
import io.asyncfs.SeekOrigin;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The cursor: one operation at a time, moved by what was transferred and by nothing else. */
class CursorContract extends Contract {
    @Test
    void readsFollowEachOtherToTheEnd() throws Exception {
        AsyncFile file = open(file("a", 250));
        ByteBuf buffer = Unpooled.buffer(300, 300);
        for (int expected : new int[] {100, 100, 50, -1, -1}) {
            buffer.clear();
            ByteBuf window = buffer.slice(0, 100).writerIndex(0);
            assertEquals(expected, await(file.read(window)));
        }
        assertEquals(250, await(file.position()));
    }

    @Test
    void writesFollowEachOther() throws Exception {
        AsyncFile file = create("a");
        for (int i = 0; i < 10; i++) {
            assertEquals(100, await(file.write(Content.buffer(i * 100L, 100))));
        }
        assertEquals(1000, await(file.position()));
        assertContent(path("a"), 1000);
    }

    @Test
    void theFullyFormsMoveTheCursorByAll() throws Exception {
        AsyncFile file = create("a");
        assertEquals(100_000, await(file.writeFully(Content.buffer(0, 100_000))));
        assertEquals(100_000, await(file.position()));
        await(file.seek(10));
        ByteBuf buffer = Unpooled.buffer(99_000, 99_000);
        assertEquals(99_000, await(file.readFully(buffer)));
        Content.assertAt(10, 99_000, buffer);
        assertEquals(99_010, await(file.position()));
    }

    @Test
    void seekCountsFromTheStartTheCursorAndTheEnd() throws Exception {
        AsyncFile file = open(file("a", 1000));
        assertEquals(0, await(file.position()));
        assertEquals(400, await(file.seek(400)));
        assertEquals(350, await(file.seek(-50, SeekOrigin.CURRENT)));
        assertEquals(360, await(file.seek(10, SeekOrigin.CURRENT)));
        assertEquals(990, await(file.seek(-10, SeekOrigin.END)));
        assertEquals(1500, await(file.seek(500, SeekOrigin.END)), "behind the end");
        assertEquals(-1, await(file.read(Unpooled.buffer(1, 1))));
        assertEquals(7, await(file.seek(7, SeekOrigin.START)));
        ByteBuf buffer = Unpooled.buffer(5, 5);
        await(file.read(buffer));
        Content.assertAt(7, 5, buffer);
    }

    @Test
    void aSeekBeforeTheStartFailsAndTheCursorStays() throws Exception {
        AsyncFile file = open(file("a", 1000));
        await(file.seek(100));
        failure(IllegalArgumentException.class, file.seek(-1));
        failure(IllegalArgumentException.class, file.seek(-101, SeekOrigin.CURRENT));
        failure(IllegalArgumentException.class, file.seek(-1001, SeekOrigin.END));
        failure(IllegalArgumentException.class, file.seek(Long.MAX_VALUE, SeekOrigin.CURRENT));
        failure(IllegalArgumentException.class, file.seek(Long.MIN_VALUE, SeekOrigin.START));
        assertEquals(100, await(file.position()));
    }

    @Test
    @Tag("concurrent")
    void aSecondOperationBeforeTheFirstIsDoneIsRefused() throws Exception {
        AsyncFile file = create("a");
        await(file.write(Content.buffer(0, 100)));
        await(file.seek(0));
        ByteBuf first = Unpooled.buffer(10, 10);
        ByteBuf second = Unpooled.buffer(10, 10);
        ByteBuf third = Content.buffer(0, 5);
        // On the loop: the first cannot complete before the task returns.
        List<Future<?>> started = onLoopOf(
                file,
                () -> List.of(file.read(first), file.read(second), file.write(third), file.seek(5), file.position()));
        for (Future<?> refused : started.subList(1, 5)) {
            CursorBusyException busy = failure(CursorBusyException.class, refused);
            assertTrue(busy.getMessage().contains("a"), busy.getMessage());
        }
        assertEquals(10, await(started.get(0)));
        assertEquals(10, await(file.position()), "only the first moved the cursor");
        assertEquals(0, second.writerIndex());
        assertEquals(5, third.readableBytes());
        assertEquals(List.of(1, 1, 1), List.of(first.refCnt(), second.refCnt(), third.refCnt()));
    }

    @Test
    void theCursorIsFreeWhenTheListenerRuns() throws Exception {
        AsyncFile file = open(file("a", 100));
        ByteBuf buffer = Unpooled.buffer(20, 20);
        Future<Future<Integer>> second = onLoopOf(file, () -> {
            io.netty.util.concurrent.Promise<Future<Integer>> next =
                    file.executor().newPromise();
            file.read(buffer.slice(0, 10).writerIndex(0))
                    .addListener(first ->
                            next.setSuccess(file.read(buffer.slice(10, 10).writerIndex(0))));
            return next;
        });
        assertEquals(10, await(await(second)));
        Content.assertAt(0, 20, buffer.writerIndex(20));
    }

    @Test
    void aFailedOperationDoesNotMoveTheCursor() throws Exception {
        AsyncFile file = open(file("a", 100));
        await(file.seek(90));
        failure(EOFException.class, file.readFully(Unpooled.buffer(20, 20)));
        assertEquals(90, await(file.position()));
    }

    /** Between the check of its references and the reference that is taken. */
    @Test
    void aBufferReleasedDuringTheCallDoesNotKeepTheCursor() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        ByteBuf released = new UnpooledHeapByteBuf(UnpooledByteBufAllocator.DEFAULT, 10, 10) {
            @Override
            public ByteBuf retain() {
                throw new IllegalReferenceCountException(0);
            }
        };
        for (Executable call : List.<Executable>of(
                () -> file.read(released), () -> file.readSync(released), () -> file.write(released.writerIndex(5)))) {
            assertThrows(IllegalReferenceCountException.class, call);
            assertEquals(0, await(file.position()));
        }
        released.release();
    }

    @Test
    void positionalOperationsDoNotMoveTheCursor() throws Exception {
        AsyncFile file = create("a");
        await(file.seek(5));
        await(file.write(Content.buffer(0, 100), 0));
        await(file.read(Unpooled.buffer(10, 10), 50));
        await(file.readFully(Unpooled.buffer(10, 10), 50));
        await(file.read(0, 10)).release();
        await(file.truncate(2));
        assertEquals(5, await(file.position()));
    }

    @Test
    @Tag("concurrent")
    void positionalOperationsRunBesideACursorOperation() throws Exception {
        AsyncFile file = open(file("a", 100));
        List<Future<Integer>> reads = onLoopOf(
                file, () -> List.of(file.read(Unpooled.buffer(10, 10)), file.read(Unpooled.buffer(20, 20), 30)));
        assertEquals(10, await(reads.get(0)));
        assertEquals(20, await(reads.get(1)));
    }

    @Test
    void everyViewHasACursorOfItsOwn() throws Exception {
        AsyncFile file = open(file("a", 100));
        await(file.seek(40));
        AsyncFile view = file.view(file.executor());
        assertEquals(0, await(view.position()));
        await(view.seek(7));
        assertEquals(40, await(file.position()));
        await(view.close());
        assertTrue(file.isOpen());
        assertFalse(view.isOpen());
    }

    @Test
    void aWriteBehindTheEndLeavesAHole() throws Exception {
        AsyncFile file = create("a");
        await(file.seek(1000));
        await(file.write(Content.buffer(1000, 10)));
        assertEquals(1010, await(file.size()));
        ByteBuf hole = await(file.read(0, 1000));
        assertEquals(1000, hole.readableBytes());
        assertEquals(-1, hole.forEachByte(b -> b == 0));
        hole.release();
    }
}
