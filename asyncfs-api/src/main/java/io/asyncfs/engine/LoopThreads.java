/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.concurrent.BlockingOperationException;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that must not wait for a file: of our loops, whatever threads they were given, and of Netty's. */
public final class LoopThreads {
    private static final Set<LoopEngine> LOOPS = ConcurrentHashMap.newKeySet();

    private LoopThreads() {}

    static void began(LoopEngine engine) {
        LOOPS.add(engine);
    }

    static void ended(LoopEngine engine) {
        LOOPS.remove(engine);
    }

    /** Returns whether the current thread is one. */
    public static boolean isCurrent() {
        boolean nettys =
                Thread.currentThread() instanceof FastThreadLocalThread thread && !thread.permitBlockingCalls();
        return nettys || isOurs();
    }

    private static boolean isOurs() {
        // No lambda: a file system provider asks while the virtual machine starts.
        for (LoopEngine engine : LOOPS) {
            if (engine.inLoop()) {
                return true;
            }
        }
        return false;
    }

    /** Refuses to wait on a loop of ours, for what such loops have to do. */
    static void checkNotOurs() {
        if (isOurs()) {
            refuse();
        }
    }

    private static void refuse() {
        throw new BlockingOperationException(
                "waiting for a file on the event loop " + Thread.currentThread().getName());
    }

    /**
     * Refuses to wait on such a thread.
     *
     * @throws BlockingOperationException when the current thread is one
     */
    public static void checkMayWait() {
        if (isCurrent()) {
            refuse();
        }
    }
}
