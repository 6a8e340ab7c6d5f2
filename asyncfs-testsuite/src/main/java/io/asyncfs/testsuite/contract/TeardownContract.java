/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileClosedException;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of the library beside something that begins, and on loops whose threads are not Netty's. */
class TeardownContract extends Contract {
    /** A group whose threads are not of Netty's own class, by which it would know that they must not wait. */
    private EventLoopGroup groupOfPlainThreads(AsyncFs fs) {
        assumeTrue(loop(fs) != null, "this run has no loops");
        Executor threads = task -> new Thread(task).start();
        return owned(new MultiThreadIoEventLoopGroup(1, threads, backend().handlers(fs)));
    }

    @Test
    void closeOnALoopOfPlainThreadsDoesNotWait() throws Exception {
        AsyncFs fs = fs(settings -> {});
        EventLoopGroup group = groupOfPlainThreads(fs);
        AsyncFile file = await(fs.open(group.next(), file("a", 10)));
        await(group.next().submit(fs::close));
        await(fs.shutdown());
        assertFalse(file.isOpen());
    }

    @Test
    void aLoopOfPlainThreadsDoesNotWaitForTheFileOfAnother() throws Exception {
        EventLoopGroup group = groupOfPlainThreads(fs());
        AsyncFile file = await(fs().open(file("a", 10_000), OpenMode.SYNC));
        ByteBuf large = Unpooled.buffer(10_000, 10_000);
        await(group.next().submit(() -> {
            assertThrows(BlockingOperationException.class, () -> file.read(large, 0));
            assertThrows(BlockingOperationException.class, file::size);
        }));
        assertEquals(1, large.refCnt());
        await(file.close());
    }

    @Test
    void noViewIsMadeWhileTheLibraryCloses() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 10);
        AsyncFile file = open(fs, path);
        onLoopOf(file, () -> {
            fs.shutdown();
            assertThrows(IllegalStateException.class, () -> file.view(GlobalEventExecutor.INSTANCE));
            return assertThrows(IllegalStateException.class, () -> file.view(file.executor()));
        });
        await(fs.shutdown());
        assertEquals(0, Descriptors.count(path));
    }

    @Test
    void aDirectoryThatOpensWhileTheLibraryClosesIsClosedWithIt() throws Exception {
        AsyncFs fs = fs(settings -> {});
        AsyncFile file = open(fs, file("a", 10));
        Path path = Files.createDirectory(path("directory"));
        Future<AsyncDirectory> opening = onLoopOf(file, () -> {
            Future<AsyncDirectory> started = fs.openDirectory(file.executor(), path);
            fs.shutdown();
            // Its first step, to close the directories there are, is done when this is.
            GlobalEventExecutor.INSTANCE.submit(() -> {}).get();
            return started;
        });
        AsyncDirectory directory = await(opening);
        failure(FileClosedException.class, directory.open(null, Path.of("missing")));
        await(directory.close());
        await(fs.shutdown());
        assertEquals(0, Descriptors.count(path));
    }

    /** What keeps its loop waiting ends, and then the descriptor is closed by another: nothing else tells the loop. */
    @Test
    @Tag("concurrent")
    void aCallOfTheCallersThatEndsLastOnItsLoopEndsTheWaitForIt() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 10);
        AsyncFile file = open(fs, path);
        AsyncFile last = file.view(GlobalEventExecutor.INSTANCE);
        CompletableFuture<Void> mayEnd = held(file);
        CompletableFuture<Void> lastMayEnd = held(last);
        Future<Void> closed = fs.shutdown();
        eventually("both are closing").until(() -> !file.isOpen() && !last.isOpen());
        mayEnd.complete(null);
        await(file.close());
        assertFalse(closed.isDone());
        lastMayEnd.complete(null);
        await(closed);
        assertEquals(0, Descriptors.count(path));
    }

    /** Begins a call on a thread of its own, which keeps the descriptor open until the future is completed. */
    private static CompletableFuture<Void> held(AsyncFile file) throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        new Thread(new FutureTask<>(() -> ((CallerThread) file).here(OpKind.SIZE, descriptor -> {
                    begun.complete(null);
                    return mayEnd.join();
                })))
                .start();
        begun.get(PATIENCE_SECONDS, SECONDS);
        return mayEnd;
    }
}
