/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFs;
import io.asyncfs.Futures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The engine behind a provider that may be loaded before anything else of a program is. It starts on a thread of its own:
 * logging, Netty and the native library load there, and the files that they open are the JDK's. A thread that opens a file
 * meanwhile waits for a moment, once, since a program's first files are often those it keeps; but not for ever, as it may
 * hold a lock of a class or a logger that the start needs. No class of Netty is named here but in what the start calls.
 */
final class ProviderEngine {
    private static final String WAIT = "io.asyncfs.nio.startWaitMillis";
    private static final long WAIT_MILLIS = 1000;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread starter;
    private volatile boolean waitedInVain;
    private volatile AsyncFs fs;
    private volatile Throwable failure;

    ProviderEngine() {}

    /** One that is up. */
    ProviderEngine(AsyncFs fs) {
        this.fs = Objects.requireNonNull(fs, "fs");
        ended.countDown();
    }

    /** Called by the first channel that is opened, or whoever waits for it. */
    synchronized void start() {
        if (starter == null && fs == null) {
            Thread thread = new Thread(this::run, "asyncfs-nio-start");
            thread.setDaemon(true);
            starter = thread;
            try {
                thread.start();
            } catch (OutOfMemoryError e) { // no thread can be had: whoever comes next tries again
                starter = null;
                waitedInVain = true;
            }
        }
    }

    private void run() {
        try {
            fs = Start.up();
        } catch (Throwable e) { // a program must not fail for want of it: what is thrown is told by the provider
            failure = e;
        } finally {
            ended.countDown();
        }
    }

    /** Apart, so that nothing is loaded before. */
    private static final class Start {
        static AsyncFs up() throws IOException {
            AsyncFs started = AsyncFs.builder().maxPendingOps(1 << 30).build();
            // Loads what a first file needs: the loop, its queue, the native library.
            Await.result(started.stat(null, AsyncFsPath.unwrap(Path.of("."))));
            FileCalls.prepare();
            return started;
        }
    }

    AsyncFs fs() {
        return fs;
    }

    Throwable failure() {
        return failure;
    }

    /** Returns the engine, or null as long as it is not up; waits at most once, and never on a thread of the start. */
    AsyncFs orNull() {
        if (fs != null || failure != null) {
            return fs;
        }
        start();
        if (!waitedInVain && Thread.currentThread() != starter && Futures.mayWait() && !initializesClass()) {
            waitedInVain = !await(Long.getLong(WAIT, WAIT_MILLIS), TimeUnit.MILLISECONDS);
        }
        return fs;
    }

    /**
     * A class that is being initialised may be one that the start needs, and then both would wait for each other: on JDK 25
     * java.security.Security reads its file by us, and the first file that NativeLoader unpacks needs its random numbers.
     */
    private static boolean initializesClass() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("<clinit>")));
    }

    /** Returns false when it is not up by then; an interrupt ends the wait and stays pending. */
    boolean await(long timeout, TimeUnit unit) {
        start();
        try {
            return ended.await(timeout, unit) && fs != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fs != null;
        }
    }
}
