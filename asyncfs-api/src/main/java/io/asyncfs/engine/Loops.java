/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.FileClosedException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.spi.OwnThreads;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The loops of one {@link FsCore}: those of the user's groups, and the files-only loop that serves everybody else. */
final class Loops {
    private final FsCore fs;
    private final Map<ThreadAwareExecutor, LoopEngine> engines = new ConcurrentHashMap<>();
    private final Set<EngineDirectory> directories = ConcurrentHashMap.newKeySet();
    private final FsCounters counters;
    private MultiThreadIoEventLoopGroup filesOnly; // guarded by this
    private Promise<Void> shutdown; // guarded by this

    Loops(FsCore fs) {
        this.fs = fs;
        counters = new FsCounters(fs.backend(), engines.values());
    }

    FsCounters counters() {
        return counters;
    }

    void began(LoopEngine engine) {
        LoopThreads.began(engine);
        engines.put(engine.executor(), engine);
        synchronized (this) {
            if (shutdown != null) { // a group made after the end: sockets only
                engine.end().refuse();
            }
        }
    }

    void ended(LoopEngine engine) {
        LoopThreads.ended(engine);
        engines.remove(engine.executor());
        counters.keep(engine.counters());
    }

    /** A directory was opened. */
    EngineDirectory opened(EngineDirectory directory) {
        if (!keeps(directory)) { // the others are being closed, or are
            directory.close();
        }
        return directory;
    }

    private synchronized boolean keeps(EngineDirectory directory) {
        return shutdown == null && directories.add(directory);
    }

    void closed(EngineDirectory directory) {
        directories.remove(directory);
    }

    /**
     * Returns the engine that serves an executor, for an operation on a path: its own when it is a loop of ours, else that of
     * the files-only loop, as for null. Fails with the reason why there is none.
     */
    LoopEngine engineFor(EventExecutor executor, Path path) throws IOException {
        LoopEngine engine = executor == null ? null : engines.get(executor);
        if (engine == null) {
            engine = filesOnlyEngine(path);
        }
        if (executor != null && executor.isShutdown()) {
            throw new LoopTerminatedException(path + ": its event loop has ended");
        }
        return engine;
    }

    private LoopEngine filesOnlyEngine(Path path) throws IOException {
        try {
            MultiThreadIoEventLoopGroup group = filesOnly();
            LoopEngine engine = group == null ? null : engines.get(group.next());
            if (engine == null) {
                throw new FileClosedException("this AsyncFs (" + path + ')');
            }
            return engine;
        } catch (IllegalStateException | OutOfMemoryError e) { // of Netty, for want of descriptors, or memory
            Throwable want = e;
            while (want.getCause() != null) {
                want = want.getCause();
            }
            IOException failure = new FileSystemException(
                    path.toString(), null, "the event loop of this AsyncFs cannot be made: " + want.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Returns the executor, or the loop of an engine that serves null. */
    static EventExecutor orLoopOf(LoopEngine engine, EventExecutor executor) {
        return executor == null ? (EventExecutor) engine.executor() : executor;
    }

    private synchronized MultiThreadIoEventLoopGroup filesOnly() {
        if (filesOnly == null && shutdown == null) {
            filesOnly = new MultiThreadIoEventLoopGroup(
                    1, OwnThreads.factory("asyncfs-files"), new HandlerFactory(fs, null, null));
        }
        return filesOnly;
    }

    /** Directories and files, then the files-only loop, then the pool, then memory. */
    synchronized Future<Void> shutdown() {
        if (shutdown != null) {
            return shutdown;
        }
        List<EngineDirectory> open = List.copyOf(directories);
        shutdown = new ShutdownPromise();
        shutdown.setUncancellable(); // it is everybody's
        engines.values().forEach(engine -> engine.end().refuse());
        // Side by side: a directory waits for its opens, of which one may be on a mount that never answers.
        inOrder(
                () -> Stream.concat(
                                open.stream().map(EngineDirectory::close),
                                engines.values().stream().map(Loops::closeFiles))
                        .toList(),
                this::endLoop);
        return shutdown;
    }

    /** No loop of ours may wait for it, as it waits for them. */
    private static final class ShutdownPromise extends DefaultPromise<Void> {
        ShutdownPromise() {
            super(GlobalEventExecutor.INSTANCE);
        }

        @Override
        protected void checkDeadLock() {
            LoopThreads.checkNotOurs();
            super.checkDeadLock();
        }
    }

    /** Starts things and goes on when all have ended, in whichever way. */
    private static void inOrder(Supplier<List<Future<Void>>> start, Runnable then) {
        GlobalEventExecutor.INSTANCE.execute(() -> {
            PromiseCombiner all = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
            start.get().forEach(future -> all.add((Future<?>) future));
            Promise<Void> ended = GlobalEventExecutor.INSTANCE.newPromise();
            all.finish(ended);
            ended.addListener(done -> then.run());
        });
    }

    private static Future<Void> closeFiles(LoopEngine engine) {
        engine.end().refuse();
        if (engine.end().closeUnused()) {
            return GlobalEventExecutor.INSTANCE.newSucceededFuture(null);
        }
        boolean told = engine.mail().runOnLoop(engine.end()::closeFiles); // when the loop has ended, so have its files
        if (!told || engine.isTerminated()) { // Netty ends a loop for which it gets no thread without its handler
            return GlobalEventExecutor.INSTANCE.newFailedFuture(
                    new LoopTerminatedException("an event loop has no thread"));
        }
        return engine.end().idle();
    }

    private void endLoop() {
        MultiThreadIoEventLoopGroup group;
        synchronized (this) {
            group = filesOnly;
        }
        try {
            if (group != null) {
                group.shutdownGracefully(0, 15, TimeUnit.SECONDS).addListener(done -> endPool());
                return;
            }
        } catch (OutOfMemoryError e) {
            // It never ran, and gets no thread to end on.
        }
        endPool();
    }

    private void endPool() {
        fs.pool().shutdown().addListener(done -> {
            fs.freeMemory();
            shutdown.trySuccess(null);
        });
    }
}
