/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the engine threw and only logged, since a loop goes on after that: a test must not. */
final class EngineFailures {
    private static final Logger LOGGER =
            Logger.getLogger("io.asyncfs"); // the log manager would forget it, and its handler
    private static final Queue<Throwable> SEEN = new ConcurrentLinkedQueue<>();

    private EngineFailures() {}

    static void install() {
        LOGGER.addHandler(new Handler() {
            @Override
            public void publish(LogRecord logged) {
                if (logged.getThrown() != null) {
                    SEEN.add(logged.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }

    /** Returns the first since the last call, or null. */
    static Throwable take() {
        Throwable first = SEEN.poll();
        SEEN.clear();
        return first;
    }
}
