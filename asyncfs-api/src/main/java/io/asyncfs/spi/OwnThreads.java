/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;

/**
 * Threads that serve everybody and so belong to nobody: whoever happens to use a file first neither has them in his thread
 * group, whose other threads he may wait for or stop, nor keeps his class loader alive by them. So does the JDK with its
 * cleaners. Any thread.
 */
public final class OwnThreads {
    private OwnThreads() {}

    /** Returns a factory of daemon threads of Netty's kind, with names that begin with {@code name}. */
    public static ThreadFactory factory(String name) {
        return new DefaultThreadFactory(name, true) {
            @Override
            protected Thread newThread(Runnable task, String threadName) {
                Thread thread = new FastThreadLocalThread(group(), task, threadName);
                thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
                return thread;
            }
        };
    }

    /** Returns a new daemon thread that is not one of Netty's: what it runs may wait. */
    public static Thread ordinary(Runnable task, String name) {
        Thread thread = new Thread(group(), task, name);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /** The group that holds all others. */
    private static ThreadGroup group() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
