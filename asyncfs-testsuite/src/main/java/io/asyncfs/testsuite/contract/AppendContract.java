/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Appends: contiguous, in the order of the calls, any number at once, on files opened with and without APPEND. */
@Tag("filesystem")
class AppendContract extends Contract {
    @Test
    void appendsWriteAtTheEnd() throws Exception {
        AsyncFile file = open(file("a", 100), WRITE);
        assertEquals(50, await(file.append(Content.buffer(100, 50))));
        assertEquals(25, await(file.append(Content.buffer(150, 25))));
        assertContent(path("a"), 175);
    }

    @Test
    @Tag("concurrent")
    void manyAtOnceLandContiguouslyInTheOrderOfTheCalls() throws Exception {
        appendMany(WRITE, CREATE);
    }

    @Test
    @Tag("concurrent")
    void manyAtOnceOnAFileOpenedWithAppend() throws Exception {
        appendMany(APPEND, CREATE);
    }

    /** A thread appends, and then has the loop append, which is in the middle of a task. */
    @Test
    @Tag("concurrent")
    void theLoopDoesNotOvertakeAThreadThatCameBefore() throws Exception {
        AsyncFile file = open(path("a"), WRITE, CREATE);
        List<Future<Integer>> appends = new ArrayList<>();
        onLoopOf(file, () -> {
            CompletableFuture.runAsync(() -> appends.add(file.append(Content.buffer(0, 10))))
                    .get();
            return appends.add(file.append(Content.buffer(10, 20)));
        });
        for (Future<Integer> append : appends) {
            await(append);
        }
        assertContent(path("a"), 30);
    }

    /** Whatever it is made of, it is written by one call, as anybody's may come between two. */
    @Test
    @Tag("concurrent")
    void aLongOneIsNotTornByThoseOfAnotherOpenFile() throws Exception {
        for (ByteBuf content : List.of(LongAppend.heap(), LongAppend.parts(), LongAppend.halves())) {
            int length = content.readableBytes();
            AsyncFile file = open(path("a" + length), APPEND, CREATE);
            AsyncFile others = open(path("a" + length), APPEND);
            await(others.append(LongAppend.ofOthers()));
            Future<Integer> append = file.append(content);
            do {
                await(others.append(LongAppend.ofOthers()));
            } while (!append.isDone());
            assertEquals(length, await(append));
            assertTrue(content.release());
            LongAppend.assertWhole(path("a" + length), length);
        }
    }

    private void appendMany(OpenOption... options) throws Exception {
        AsyncFile file = open(path("a"), options);
        List<Future<Integer>> appends = new ArrayList<>();
        int end = 0;
        for (int i = 1; i <= 500; i++) {
            ByteBuf content = i % 7 == 0 ? Content.buffer(end, i) : direct(Content.bytes(end, i));
            appends.add(file.append(content));
            content.release();
            end += i;
        }
        for (int i = 1; i <= 500; i++) {
            assertEquals(i, await(appends.get(i - 1)));
        }
        assertContent(path("a"), end);
    }

    private ByteBuf direct(byte[] content) {
        return fs().allocBuf(content.length).writeBytes(content);
    }

    /** Those that wait may go to the mechanism together with others; each has its own fate all the same. */
    @Test
    @Tag("concurrent")
    void ofManyAtOnceThoseThatAreCancelledLeaveNothing() throws Exception {
        AsyncFile file = create("a");
        List<Future<Integer>> appends = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] record = new byte[100];
            Arrays.fill(record, (byte) (1 + i % 100));
            ByteBuf content = direct(record);
            appends.add(file.append(content));
            content.release();
            if (i % 3 == 2) {
                appends.get(i - 1).cancel(false);
            }
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            Future<Integer> append = done(appends.get(i));
            assertTrue(append.isSuccess() || append.isCancelled(), "append " + i + ": " + append);
            for (int written = append.isSuccess() ? append.getNow() : 0; written > 0; written--) {
                expected.write(1 + i % 100);
            }
        }
        assertArrayEquals(expected.toByteArray(), Files.readAllBytes(path("a")));
    }

    @Test
    @Tag("concurrent")
    void appendsOfSeveralViewsDoNotOverlap() throws Exception {
        AsyncFile file = create("a");
        AsyncFile view = file.view(file.executor());
        List<Future<Integer>> appends = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] record = new byte[100];
            Arrays.fill(record, (byte) (1 + i % 100));
            appends.add((i % 2 == 0 ? file : view).append(Unpooled.wrappedBuffer(record)));
        }
        for (Future<Integer> append : appends) {
            assertEquals(100, await(append));
        }
        await(view.close());
        byte[] all = Files.readAllBytes(path("a"));
        assertEquals(20_000, all.length);
        int[] seen = new int[101];
        for (int start = 0; start < all.length; start += 100) {
            for (int i = 0; i < 100; i++) {
                assertEquals(all[start], all[start + i], "a record is torn at " + (start + i));
            }
            seen[all[start]]++;
        }
        for (int i = 1; i <= 100; i++) {
            assertEquals(2, seen[i], "records of kind " + i);
        }
    }

    @Test
    void withAppendTheKernelFindsTheEndThatOthersMoved() throws Exception {
        AsyncFile file = open(path("a"), APPEND, CREATE);
        await(file.append(Content.buffer(0, 10)));
        Files.write(path("a"), Content.bytes(10, 10), APPEND);
        assertEquals(10, await(file.append(Content.buffer(20, 10))));
        assertContent(path("a"), 30);
    }

    @Test
    void positionalWritesOnAFileOpenedWithAppendAreRefused() {
        AsyncFile file = open(path("a"), APPEND, CREATE);
        ByteBuf buffer = Content.buffer(0, 1);
        assertThrows(IllegalStateException.class, () -> file.write(buffer, 0));
        assertThrows(IllegalStateException.class, () -> file.writeFully(buffer, 0));
        assertThrows(IllegalStateException.class, () -> file.writeSync(buffer, 0));
        assertEquals(1, buffer.refCnt());
        assertEquals(0, await(file.size()));
    }

    @Test
    void anAppendAfterATruncateFindsTheNewEnd() throws Exception {
        AsyncFile file = open(file("a", 1000), WRITE);
        await(file.append(Content.buffer(1000, 10)));
        await(file.truncate(500));
        await(file.append(Content.buffer(500, 10)));
        assertContent(path("a"), 510);
        await(file.write(Content.buffer(600, 1), 600));
        await(file.append(Content.buffer(601, 1)));
        assertEquals(602, await(file.size()));
    }

    @Test
    void anAppendDoesNotMoveTheCursor() throws Exception {
        AsyncFile file = create("a");
        await(file.seek(3));
        await(file.append(Content.buffer(0, 10)));
        assertEquals(3, await(file.position()));
    }
}
