/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Syncs: what they cover, how they share kernel calls, and that a failed one is never forgotten. */
@Tag("filesystem")
class DurabilityContract extends Contract {
    @Test
    void syncAndDataSyncSucceedAfterWrites() throws Exception {
        AsyncFile file = create("a");
        file.write(Content.buffer(0, 100), 0);
        await(file.sync());
        assertContent(path("a"), 100);
        file.append(Content.buffer(100, 100));
        await(file.dataSync());
        assertContent(path("a"), 200);
        await(open(path("a")).sync());
    }

    @Test
    @Tag("concurrent")
    void writesSubmittedBeforeOnThisViewAreDoneWhenTheSyncIs() throws Exception {
        AsyncFile file = create("a");
        List<Future<Integer>> writes = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            writes.clear();
            for (int i = 0; i < 50; i++) {
                writes.add(file.write(Content.buffer(i * 1000L, 1000), i * 1000L));
            }
            Future<Void> sync = file.sync();
            await(sync);
            for (Future<Integer> write : writes) {
                assertTrue(write.isDone(), "the sync overtook a write");
                assertEquals(1000, write.getNow());
            }
        }
    }

    @Test
    @Tag("fuse")
    void theKernelIsAskedOnlyWhenTheWritesBeforeAreDone() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            slow.hold(SlowOp.WRITE);
            Future<Integer> write = file.write(Content.buffer(0, 10), 0);
            Future<Void> sync = file.sync();
            slow.awaitWaiting(SlowOp.WRITE, 1);
            await(file.size()); // what was started before it has arrived
            assertEquals(0, slow.count(SlowOp.FSYNC));
            assertFalse(sync.isDone());
            slow.release(SlowOp.WRITE);
            await(sync);
            assertTrue(write.isDone());
            assertEquals(1, slow.count(SlowOp.FSYNC));
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void writesAfterTheSyncDoNotDelayIt() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            await(file.write(Content.buffer(0, 10), 0));
            slow.hold(SlowOp.FSYNC);
            Future<Void> sync = file.sync();
            slow.awaitWaiting(SlowOp.FSYNC, 1);
            slow.hold(SlowOp.WRITE);
            Future<Integer> later = file.write(Content.buffer(0, 10), 0);
            slow.release(SlowOp.FSYNC);
            await(sync);
            assertFalse(later.isDone());
            slow.release(SlowOp.WRITE);
            assertEquals(10, await(later));
            await(file.close());
        }
    }

    @Test
    @Tag("concurrent")
    @Tag("fuse")
    void waitingSyncsShareAKernelCall() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            AsyncFile view = file.view(file.executor());
            slow.hold(SlowOp.FSYNC);
            Future<Void> first = file.sync();
            slow.awaitWaiting(SlowOp.FSYNC, 1);
            // The first call began before these were asked for: it covers none of them, one more covers all.
            List<Future<Void>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiting.add(i % 2 == 0 ? file.sync() : file.dataSync());
                waiting.add(view.sync());
            }
            await(file.size()); // what was started before it has arrived
            assertEquals(1, slow.count(SlowOp.FSYNC));
            slow.release(SlowOp.FSYNC);
            await(first);
            for (Future<Void> sync : waiting) {
                await(sync);
            }
            assertEquals(2, slow.count(SlowOp.FSYNC));
            await(view.close());
            await(file.close());
        }
    }

    /** Otherwise one of them would be a round ahead of the others, and have a kernel call of its own in each. */
    @Test
    @Tag("concurrent")
    void writersThatSyncTogetherStayTogether() throws Exception {
        AsyncFile file = create("a");
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(new Writer(file));
        }
        await(file.executor().submit(() -> writers.forEach(Writer::append)));
        for (Writer writer : writers) {
            await(writer.end);
        }
        long calls = 0;
        for (Map.Entry<String, Long> counter : fs().counters().snapshot().entrySet()) {
            calls += counter.getKey().endsWith(".datasync") ? counter.getValue() : 0;
        }
        assertEquals(Writer.ROUNDS, calls);
    }

    /** Appends a record, waits until it is durable, and goes on. */
    private static final class Writer {
        static final int ROUNDS = 20;

        private final AsyncFile file;
        private final Promise<Void> end;
        private int round;

        Writer(AsyncFile file) {
            this.file = file;
            end = file.executor().newPromise();
        }

        void append() {
            ByteBuf record = Content.buffer(0, 10);
            file.append(record)
                    .addListener(appended ->
                            then(appended, () -> file.dataSync().addListener(synced -> then(synced, this::next))));
            record.release();
        }

        private void next() {
            if (++round == ROUNDS) {
                end.setSuccess(null);
            } else {
                append();
            }
        }

        private void then(Future<?> done, Runnable step) {
            if (done.isSuccess()) {
                step.run();
            } else {
                end.setFailure(done.cause());
            }
        }
    }

    @Test
    @Tag("fuse")
    void aFailedSyncIsNeverForgotten() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            AsyncFile file = await(fs().create(loop(), slow.path("a")));
            AsyncFile view = file.view(file.executor());
            await(file.write(Content.buffer(0, 10), 0));
            slow.fail(SlowOp.FSYNC, 5);
            FileSystemException cause = failure(FileSystemException.class, file.sync());
            assertTrue(cause.getMessage().contains("EIO") && cause.getMessage().contains("sync"), cause.getMessage());
            slow.fail(SlowOp.FSYNC, 0);
            for (Future<Void> later : List.of(file.sync(), file.dataSync(), view.sync(), view.dataSync())) {
                assertEquals(
                        cause.getMessage(),
                        failure(FileSystemException.class, later).getMessage());
            }
            assertEquals(10, await(file.read(io.netty.buffer.Unpooled.buffer(10, 10), 0)), "reads go on");
            await(view.close());
            await(file.close());
            AsyncFile again = open(slow.path("a"), WRITE);
            await(again.sync());
            await(again.close());
        }
    }

    @Test
    void syncDirectoryMakesNamesDurable() throws Exception {
        await(create("new").close());
        await(fs().syncDirectory(dir()));
        failure(NoSuchFileException.class, fs().syncDirectory(path("none")));
        Throwable cause = done(fs().syncDirectory(path("new"))).cause();
        assertTrue(cause instanceof FileSystemException, () -> "a file is not a directory, but: " + cause);
        Files.delete(path("new"));
        await(fs().syncDirectory(dir()));
    }
}
