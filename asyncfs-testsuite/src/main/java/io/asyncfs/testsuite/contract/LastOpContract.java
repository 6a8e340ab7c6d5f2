/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.LastOp;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** LastOp: a snapshot of the last cursor operation, to be polled from any thread. */
class LastOpContract extends Contract {
    private static LastOp poll(AsyncFile file) {
        return eventually("the last operation is done").until(file::lastOp, LastOp::isDone);
    }

    @Test
    void beforeTheFirstOperationItIsNone() {
        AsyncFile file = create("a");
        assertEquals(LastOp.NONE, file.lastOp());
        assertTrue(file.lastOp().isDone());
    }

    @Test
    void writePollSeekReadPollCompare() throws Exception {
        AsyncFile file = create("a");
        ByteBuf written = fs().allocBuf(4096).writeBytes(Content.bytes(0, 4096));
        file.write(written);
        assertEquals(new LastOp(LastOp.Kind.WRITE, true, 4096, false, null), poll(file));
        file.seek(0);
        assertEquals(new LastOp(LastOp.Kind.SEEK, true, 0, false, null), poll(file));
        ByteBuf read = fs().allocBuf(4096);
        file.read(read);
        assertEquals(new LastOp(LastOp.Kind.READ, true, 4096, false, null), poll(file));
        Content.assertAt(0, 4096, read);
        file.read(read.clear());
        assertEquals(new LastOp(LastOp.Kind.READ, true, 0, true, null), poll(file));
        file.position();
        assertEquals(new LastOp(LastOp.Kind.POSITION, true, 0, false, null), poll(file));
        fs().releaseBuf(written);
        fs().releaseBuf(read);
    }

    @Test
    void whileTheOperationRunsItIsNotDone() throws Exception {
        AsyncFile file = open(file("a", 100));
        LastOp running = onLoopOf(file, () -> {
            file.read(Unpooled.buffer(10, 10));
            return file.lastOp();
        });
        assertEquals(new LastOp(LastOp.Kind.READ, false, 0, false, null), running);
        assertEquals(10, poll(file).bytes());
        assertFalse(running.isDone(), "a snapshot does not change");
        assertFalse(running.isSuccess());
    }

    @Test
    void aFailureIsKeptWithItsCause() throws Exception {
        AsyncFile file = open(file("a", 10));
        EOFException cause = failure(EOFException.class, file.readFully(Unpooled.buffer(20, 20)));
        LastOp op = file.lastOp();
        assertEquals(LastOp.Kind.READ, op.kind());
        assertTrue(op.isDone());
        assertFalse(op.isSuccess());
        assertEquals(0, op.bytes());
        assertSame(cause, op.cause());
        failure(IllegalArgumentException.class, file.seek(-1));
        assertEquals(LastOp.Kind.SEEK, file.lastOp().kind());
        assertEquals(IllegalArgumentException.class, file.lastOp().cause().getClass());
    }

    @Test
    @Tag("concurrent")
    void itIsDoneBeforeTheFutureIs() throws Exception {
        AsyncFile file = open(file("a", 100));
        Promise<LastOp> seen = file.executor().newPromise();
        await(file.executor()
                .submit(() -> file.read(Unpooled.buffer(10, 10)).addListener(read -> seen.setSuccess(file.lastOp()))));
        assertEquals(new LastOp(LastOp.Kind.READ, true, 10, false, null), await(seen));
    }

    @Test
    void positionalOperationsAndRefusedOnesDoNotShow() throws Exception {
        AsyncFile file = create("a");
        await(file.write(Content.buffer(0, 100)));
        LastOp before = file.lastOp();
        await(file.read(Unpooled.buffer(10, 10), 0));
        await(file.write(Content.buffer(0, 1), 0));
        await(file.append(Content.buffer(100, 1)));
        await(file.size());
        await(file.truncate(50));
        await(file.sync());
        assertEquals(before, file.lastOp());
        await(file.seek(0));
        List<Future<?>> started =
                onLoopOf(file, () -> List.of(file.read(Unpooled.buffer(10, 10)), file.write(Content.buffer(0, 1))));
        done(started.get(0));
        done(started.get(1));
        assertEquals(new LastOp(LastOp.Kind.READ, true, 10, false, null), file.lastOp());
    }

    @Test
    void everyViewHasOneOfItsOwnAndADeadlineSharesIt() throws Exception {
        AsyncFile file = open(file("a", 100));
        AsyncFile view = file.view(file.executor());
        await(file.read(Unpooled.buffer(10, 10)));
        assertEquals(LastOp.NONE, view.lastOp());
        AsyncFile hasty = file.withDeadline(Duration.ofSeconds(30));
        assertEquals(file.lastOp(), hasty.lastOp());
        await(hasty.read(Unpooled.buffer(20, 20)));
        assertEquals(20, file.lastOp().bytes());
        await(view.close());
    }

    @Test
    @Tag("concurrent")
    void anotherThreadSeesOnlyWholeSnapshots() throws Exception {
        AsyncFile file = open(file("a", 100_000));
        Promise<String> wrong = file.executor().newPromise();
        Thread poller = new Thread(() -> {
            String found = "nothing";
            while (!Thread.currentThread().isInterrupted()) {
                LastOp op = file.lastOp();
                if (!op.isDone() && (op.bytes() != 0 || op.isEof() || op.cause() != null)
                        || op.isDone() && op.kind() == LastOp.Kind.READ && op.bytes() != 10 && !op.isEof()) {
                    found = op.toString();
                    break;
                }
            }
            wrong.setSuccess(found);
        });
        poller.start();
        for (int i = 0; i < 2000; i++) {
            await(file.read(Unpooled.buffer(10, 10)));
        }
        poller.interrupt();
        assertEquals("nothing", await(wrong));
        poller.join();
    }
}
