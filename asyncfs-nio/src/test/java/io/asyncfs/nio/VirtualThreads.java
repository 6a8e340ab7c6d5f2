/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, from JDK 21 on; the tests are compiled for 17. */
final class VirtualThreads {
    private VirtualThreads() {}

    static boolean available() {
        return Runtime.version().feature() >= 21;
    }

    static ThreadFactory factory() throws ReflectiveOperationException {
        assumeTrue(available(), "no virtual threads before JDK 21");
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    /** Runs a task on one and waits for it. */
    static <T> T run(Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        factory().newThread(result).start();
        return result.get();
    }
}
