/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The loops of one {@link FsCore}: those of the user's groups, and the files-only loop that serves everybody else. */
final class Loops {
    private final FsCore fs;
    private final Map<ThreadAwareExecutor, LoopEngine> engines = new ConcurrentHashMap<>();
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
        engines.put(engine.executor(), engine);
        synchronized (this) {
            if (shutdown != null) { // a group made after the end: sockets only
                engine.end().refuse();
            }
        }
    }

    void ended(LoopEngine engine) {
        engines.remove(engine.executor());
        counters.keep(engine.counters());
    }

    /** Returns the executor, or the files-only loop for null. */
    EventExecutor orFilesOnly(EventExecutor executor) {
        if (executor != null) {
            return executor;
        }
        MultiThreadIoEventLoopGroup group = filesOnly();
        return group == null ? GlobalEventExecutor.INSTANCE : group.next();
    }

    /** Returns the engine that serves an executor: its own when it is a loop of ours; null after the end. */
    LoopEngine engineOf(EventExecutor executor) {
        LoopEngine engine = engines.get(executor);
        if (engine != null) {
            return engine;
        }
        MultiThreadIoEventLoopGroup group = filesOnly();
        return group == null ? null : engines.get(group.next());
    }

    private synchronized MultiThreadIoEventLoopGroup filesOnly() {
        if (filesOnly == null && shutdown == null) {
            filesOnly = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("asyncfs-files", true), new HandlerFactory(fs, null, null));
        }
        return filesOnly;
    }

    /** Files first, then the files-only loop, then the pool, then memory. */
    synchronized Future<Void> shutdown() {
        if (shutdown != null) {
            return shutdown;
        }
        shutdown = GlobalEventExecutor.INSTANCE.newPromise();
        Promise<Void> files = GlobalEventExecutor.INSTANCE.newPromise();
        GlobalEventExecutor.INSTANCE.execute(() -> {
            PromiseCombiner all = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
            for (LoopEngine engine : engines.values()) {
                all.add((Future<?>) closeFiles(engine));
            }
            all.finish(files);
        });
        files.addListener(done -> endLoop());
        return shutdown;
    }

    private static Future<Void> closeFiles(LoopEngine engine) {
        engine.end().refuse();
        try {
            engine.executor().execute(engine.end()::closeFiles);
        } catch (RejectedExecutionException e) {
            return GlobalEventExecutor.INSTANCE.newSucceededFuture(null); // it has closed them when it ended
        }
        return engine.end().idle();
    }

    private void endLoop() {
        MultiThreadIoEventLoopGroup group;
        synchronized (this) {
            group = filesOnly;
        }
        if (group == null) {
            endPool();
        } else {
            group.shutdownGracefully(0, 15, TimeUnit.SECONDS).addListener(done -> endPool());
        }
    }

    private void endPool() {
        fs.pool().shutdown().addListener(done -> {
            fs.freeMemory();
            shutdown.trySuccess(null);
        });
    }
}
