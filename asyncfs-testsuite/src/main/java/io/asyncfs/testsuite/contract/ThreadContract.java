/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.OpenMode;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.harness.VirtualThreads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads: calls from any, results on the executor of the file, whatever kind of executor that is. */
class ThreadContract extends Contract {
    /** Completes with whether a listener of the future runs on the executor. */
    private static Future<Boolean> arrivesOn(EventExecutor executor, Future<?> future) {
        Promise<Boolean> here = GlobalEventExecutor.INSTANCE.newPromise();
        future.addListener(done -> here.setSuccess(executor.inEventLoop()));
        return here;
    }

    private void assertServes(EventExecutor executor) throws Exception {
        Path path = file("of an executor", 10_000);
        Future<AsyncFile> open = fs().open(executor, path);
        assertTrue(await(arrivesOn(executor, open)), "open");
        AsyncFile file = await(open);
        assertSame(executor, file.executor());
        for (int i = 0; i < 20; i++) {
            ByteBuf buffer = Unpooled.directBuffer(500, 500);
            Future<Integer> read = file.readFully(buffer, i * 500L);
            assertTrue(await(arrivesOn(executor, read)), "read");
            assertEquals(500, await(read));
            Content.assertAt(i * 500L, 500, buffer);
            buffer.release();
        }
        assertTrue(await(arrivesOn(executor, file.seek(100))), "seek");
        assertEquals(100, await(file.position()));
        assertTrue(await(arrivesOn(executor, fs().stat(executor, path))), "stat");
        // Started on the executor itself, with a listener that starts the next one there.
        assertEquals(10, await(await(executor.submit(() -> {
            Promise<Integer> second = executor.newPromise();
            file.read(Unpooled.buffer(10, 10)).addListener(first -> file.read(Unpooled.buffer(10, 10))
                    .addListener(next -> second.setSuccess((Integer) next.getNow())));
            return second;
        }))));
        Future<Void> closed = file.close();
        assertTrue(await(arrivesOn(executor, closed)), "close");
    }

    @Test
    void aLoopOfTheLibraryServes() throws Exception {
        assumeTrue(loop() != null, "this run has no loops");
        assertServes(loop());
    }

    @Test
    void anNioLoopServes() throws Exception {
        assertServes(owned(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                .next());
    }

    @Test
    void aPlainExecutorServes() throws Exception {
        assertServes(owned(new DefaultEventExecutorGroup(1)).next());
    }

    @Test
    void theGlobalExecutorServes() throws Exception {
        assertServes(GlobalEventExecutor.INSTANCE);
    }

    /** To which every thread is one of its own, so that its futures refuse to be waited for. */
    @Test
    void theImmediateExecutorServes() throws Exception {
        AsyncFile file = await(fs().open(ImmediateEventExecutor.INSTANCE, file("a", 10_000)));
        assertEquals(10_000, file.size().get());
        AsyncFile waiting = fs().open(ImmediateEventExecutor.INSTANCE, path("a"), OpenMode.SYNC)
                .get();
        assertEquals(10_000, waiting.readFully(Unpooled.buffer(10_000, 10_000)).getNow());
        onLoopOf( // the library's own, which serves that file and so cannot have an answer meanwhile
                await(fs().open(path("a"))),
                () -> assertThrows(
                        BlockingOperationException.class, () -> file.size().get()));
    }

    @Test
    void nettysOwnIoUringLoopServes() throws Exception {
        assumeTrue(Platform.hasNettyIoUring(), "no Netty io_uring transport here");
        IoHandlerFactory factory = (IoHandlerFactory) Class.forName("io.netty.channel.uring.IoUringIoHandler")
                .getMethod("newFactory")
                .invoke(null);
        assertServes(owned(new MultiThreadIoEventLoopGroup(1, factory)).next());
    }

    @Test
    void aLoopOfAnotherInstanceServes() throws Exception {
        assumeTrue(loop() != null, "this run has no loops");
        assertServes(loop(fs(settings -> {})));
    }

    @Test
    void withoutALoopTheLibraryHasOne() throws Exception {
        AsyncFile file = await(fs().open(file("a", 100)));
        assertNotNull(file.executor());
        assertTrue(await(arrivesOn(file.executor(), file.read(Unpooled.buffer(10, 10), 0))));
        assertTrue(await(arrivesOn(file.executor(), file.close())));
    }

    /** Who happens to be the first would have threads in his group that do not end with it, and be kept alive by them. */
    @Test
    void itsThreadsBelongToNobody() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 100);
        ThreadGroup group = new ThreadGroup("a user's");
        ClassLoader loader = new ClassLoader() {};
        inThreads(1, task -> new Thread(group, task), number -> {
            Thread.currentThread().setContextClassLoader(loader);
            AsyncFile file = await(fs.open(path));
            await(file.close());
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("asyncfs-")) {
                    assertNotSame(group, thread.getThreadGroup(), thread.getName());
                    assertNotSame(loader, thread.getContextClassLoader(), thread.getName());
                }
            }
        });
    }

    @Test
    @Tag("concurrent")
    void manyThreadsUseOneFile() throws Exception {
        AsyncFile file = open(file("a", 80_000));
        inThreads(8, thread -> {
            for (int i = 0; i < 200; i++) {
                ByteBuf buffer = Unpooled.directBuffer(50, 50);
                assertEquals(50, await(file.read(buffer, thread * 10_000L + i * 50)));
                Content.assertAt(thread * 10_000L + i * 50, 50, buffer);
                buffer.release();
            }
        });
    }

    private interface Body {
        void run(int thread) throws Exception;
    }

    private static void inThreads(int count, Body body) throws Exception {
        inThreads(count, Thread::new, body);
    }

    private static void inThreads(int count, ThreadFactory factory, Body body) throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(factory.newThread(() -> {
                try {
                    body.run(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
            threads.get(i).start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("in a thread", failures.peek());
        }
    }

    @Test
    @Tag("concurrent")
    void virtualThreadsWaitForResults() throws Exception {
        ThreadFactory virtual = VirtualThreads.factory();
        AsyncFile file = await(fs().open(file("a", 100_000)));
        inThreads(200, virtual, number -> {
            ByteBuf buffer = await(file.read(number * 500L, 500));
            Content.assertAt(number * 500L, 500, buffer);
            buffer.release();
        });
    }

    @Test
    void waitingOnTheLoopItselfIsRefused() throws Exception {
        AsyncFile file = open(file("a", 100));
        Future<Integer> read = onLoopOf(file, () -> {
            Future<Integer> started = file.read(Unpooled.buffer(10, 10), 0);
            assertThrows(BlockingOperationException.class, started::get);
            assertThrows(BlockingOperationException.class, started::sync);
            return started;
        });
        assertEquals(10, await(read));
    }

    @Test
    @Tag("concurrent")
    void viewsServeOtherLoops() throws Exception {
        Path path = file("a", 100_000);
        AsyncFile file = open(path);
        EventLoopGroup nio = owned(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
        EventLoopGroup own = loop() == null ? nio : owned(backend().newGroup(fs(), 2));
        List<AsyncFile> views = new ArrayList<>();
        for (EventExecutor executor : List.of(nio.next(), own.next(), own.next(), GlobalEventExecutor.INSTANCE)) {
            AsyncFile view = file.view(executor);
            assertSame(executor, view.executor());
            assertTrue(await(arrivesOn(executor, view.read(Unpooled.buffer(10, 10)))));
            views.add(view);
        }
        if (Platform.isLinux()) {
            assertEquals(1, Descriptors.count(path), "views share the descriptor");
        }
        inThreads(views.size(), number -> {
            for (int i = 0; i < 200; i++) {
                ByteBuf buffer = await(views.get(number).read(i * 500L, 500));
                Content.assertAt(i * 500L, 500, buffer);
                buffer.release();
            }
        });
        await(file.close());
        for (AsyncFile view : views) {
            assertEquals(20, await(view.read(Unpooled.buffer(20, 20), 0)), "the other views stay open");
            await(view.close());
        }
        assertEquals(
                0,
                Descriptors.open().values().stream()
                        .filter(path.toRealPath().toString()::equals)
                        .count());
    }

    @Test
    @Tag("concurrent")
    void everyLoopOfAGroupServesItsOwnFiles() throws Exception {
        assumeTrue(loop() != null, "this run has no loops");
        EventLoopGroup group = owned(backend().newGroup(fs(), 3));
        Path path = file("a", 30_000);
        inThreads(3, number -> {
            EventExecutor executor = group.next();
            AsyncFile file = await(fs().open(executor, path));
            for (int i = 0; i < 300; i++) {
                Future<ByteBuf> read = file.read(i * 100L, 100);
                assertTrue(await(arrivesOn(executor, read)));
                ByteBuf buffer = await(read);
                Content.assertAt(i * 100L, 100, buffer);
                buffer.release();
            }
            await(file.close());
        });
    }
}
