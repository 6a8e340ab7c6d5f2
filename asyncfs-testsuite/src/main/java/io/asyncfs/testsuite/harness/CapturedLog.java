/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the library logs from now on until it is closed: lines {@code LEVEL message}, on java.util.logging. */
public final class CapturedLog extends Handler implements AutoCloseable {
    // A field: the log manager holds its loggers weakly.
    private final Logger logger = Logger.getLogger("io.asyncfs");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private CapturedLog() {}

    /** Begins. */
    public static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        log.logger.addHandler(log);
        return log;
    }

    /** Returns what there is so far. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
