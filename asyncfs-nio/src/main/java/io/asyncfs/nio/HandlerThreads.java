/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.Futures;
import io.asyncfs.spi.OwnThreads;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where handlers run. Without an executor of the user a few daemon threads run the handlers of all channels; as nothing of
 * the JDK's contract forbids that handlers wait for each other, one more is added whenever a queue has stood still for a while.
 */
final class HandlerThreads {
    private static final long STANDSTILL_MILLIS = 100;
    private static final String FACTORY = "java.nio.channels.DefaultThreadPool.threadFactory";

    /** Started by the first channel that needs it. */
    private static final class Default {
        static final ThreadPoolExecutor POOL = newPool();
        static final AtomicBoolean WATCHED = new AtomicBoolean();

        private static ThreadPoolExecutor newPool() {
            int threads = Runtime.getRuntime().availableProcessors();
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory());
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final ExecutorService executor;

    HandlerThreads(ExecutorService executorOrNull) {
        executor = executorOrNull;
    }

    /** The user's, by the property of {@link AsynchronousChannelGroup}; a name that does not lead to one is an error, as in the JDK. */
    private static ThreadFactory factory() {
        String name = System.getProperty(FACTORY);
        if (name == null) {
            return HandlerThreads::newThread;
        }
        try {
            Class<?> type = Class.forName(name, true, ClassLoader.getSystemClassLoader());
            return (ThreadFactory) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new Error(FACTORY + ": expected a public class that is a ThreadFactory, got " + name, e);
        }
    }

    /** An ordinary thread, not one of Netty's: a handler may wait, unlike an event loop. */
    private static Thread newThread(Runnable task) {
        return OwnThreads.ordinary(task, "asyncfs-handlers-" + STARTED.incrementAndGet());
    }

    boolean isShutdown() {
        return executor != null && executor.isShutdown();
    }

    /** Runs a handler, never on the calling thread, which may be a loop's. */
    void execute(Runnable handler) {
        if (executor != null) {
            Task task = new Task(handler);
            try {
                executor.execute(task);
                task.given = true;
                return;
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                if (task.begun) { // thrown by the handler, which the executor has run here
                    throw e;
                }
                // Shut down since, or full, or out of threads: the handler is owed its call all the same.
            }
        }
        executeByDefault(handler);
    }

    /** A handler as an executor of the user's gets it; some run what they are given at once, on the thread that gives it. */
    private static final class Task implements Runnable {
        private final Runnable handler;
        private final Thread giver = Thread.currentThread();
        private boolean given; // the giver's, as what follows
        private boolean begun;

        Task(Runnable handler) {
            this.handler = handler;
        }

        @Override
        public void run() {
            boolean atOnce = Thread.currentThread() == giver && !given;
            if (atOnce && !Futures.mayWait()) { // on a loop that is nobody's executor
                begun = true;
                executeByDefault(handler);
            } else {
                begun |= atOnce;
                handler.run();
            }
        }
    }

    private static void executeByDefault(Runnable handler) {
        try {
            Default.POOL.execute(handler);
        } catch (OutOfMemoryError e) { // no thread: one of those there are, or the next that can be had, does it
            Default.POOL.getQueue().add(handler);
        }
        if (!Default.POOL.getQueue().isEmpty()) {
            watch();
        }
    }

    private static void watch() {
        if (!Default.WATCHED.get() && Default.WATCHED.compareAndSet(false, true)) {
            long before = Default.POOL.getCompletedTaskCount();
            GlobalEventExecutor.INSTANCE.schedule(() -> watched(before), STANDSTILL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void watched(long before) {
        ThreadPoolExecutor pool = Default.POOL;
        Default.WATCHED.set(false);
        if (pool.getQueue().isEmpty()) {
            return;
        }
        if (pool.getCompletedTaskCount() == before) {
            pool.setMaximumPoolSize(pool.getMaximumPoolSize() + 1);
            try {
                pool.setCorePoolSize(pool.getCorePoolSize() + 1); // starts a thread, as the queue is not empty
            } catch (OutOfMemoryError e) {
                // There is still none: again in a while.
            }
        }
        watch();
    }
}
