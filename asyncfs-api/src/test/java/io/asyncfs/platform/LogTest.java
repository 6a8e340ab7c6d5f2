/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both ways end in java.util.logging here: that is where the JDK's System.Logger goes by default. */
class LogTest {
    private static final Logger TARGET = Logger.getLogger("io.asyncfs.test.log");

    private final List<String> seen = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            String thrown = logged.getThrown() == null ? "" : " " + logged.getThrown();
            seen.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged) + thrown);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        TARGET.setUseParentHandlers(false);
        TARGET.setLevel(Level.ALL);
        TARGET.addHandler(handler);
    }

    @AfterEach
    void stop() {
        TARGET.removeHandler(handler);
    }

    private void logAll(Log.Sink sink) {
        for (Log.Level level : Log.Level.values()) {
            sink.log(level, "{0} of {1}", new Object[] {level.name().charAt(0), "x"});
        }
        sink.log(Log.Level.ERROR, "failed", new AssertionError("so"));
        assertEquals(
                List.of(
                        "FINE D of x",
                        "INFO I of x",
                        "WARNING W of x",
                        "SEVERE E of x",
                        "SEVERE failed java.lang.AssertionError: so"),
                seen);
    }

    @Test
    void onTheJdk() {
        logAll(new Log.SystemSink(TARGET.getName()));
    }

    @Test
    void onAndroid() {
        logAll(new Log.UtilSink(TARGET.getName()));
    }

    @Test
    void takesNamesAndArguments() {
        Log.of(TARGET.getName()).log(Log.Level.INFO, "{0}", 7);
        assertEquals(List.of("INFO 7"), seen);
    }
}
