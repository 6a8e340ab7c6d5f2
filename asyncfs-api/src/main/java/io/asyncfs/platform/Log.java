/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.platform;

import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A logger: {@link System.Logger}, and on Android, which has no such class, java.util.logging. Thread-safe. */
public final class Log {
    /** How much it matters. */
    public enum Level {
        /** Of use to someone who looks for a mistake. */
        DEBUG,
        /** Worth knowing once. */
        INFO,
        /** Something does not work, and something else is done instead. */
        WARNING,
        /** Something is lost. */
        ERROR
    }

    private final Sink sink;

    private Log(Sink sink) {
        this.sink = sink;
    }

    /** Returns the logger of this name. */
    public static Log of(String name) {
        return new Log(hasSystemLogger() ? new SystemSink(name) : new UtilSink(name));
    }

    /** Logs a message, in which {@code {0}} stands for the first argument (java.text.MessageFormat). */
    public void log(Level level, String message, Object... arguments) {
        sink.log(level, message, arguments);
    }

    /** Logs a message with what was thrown, and where. */
    public void log(Level level, String message, Throwable thrown) {
        sink.log(level, message, thrown);
    }

    private static boolean hasSystemLogger() {
        try {
            Class.forName("java.lang.System$Logger");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    interface Sink {
        void log(Level level, String message, Object[] arguments);

        void log(Level level, String message, Throwable thrown);
    }

    @NotOnAndroid("System.Logger")
    static final class SystemSink implements Sink {
        private final System.Logger logger;

        SystemSink(String name) {
            this.logger = System.getLogger(name);
        }

        @Override
        public void log(Level level, String message, Object[] arguments) {
            logger.log(System.Logger.Level.valueOf(level.name()), message, arguments);
        }

        @Override
        public void log(Level level, String message, Throwable thrown) {
            logger.log(System.Logger.Level.valueOf(level.name()), message, thrown);
        }
    }

    static final class UtilSink implements Sink {
        private final Logger logger;

        UtilSink(String name) {
            this.logger = Logger.getLogger(name);
        }

        @Override
        public void log(Level level, String message, Object[] arguments) {
            LogRecord logged = newRecord(level, message);
            logged.setParameters(arguments);
            logger.log(logged);
        }

        @Override
        public void log(Level level, String message, Throwable thrown) {
            LogRecord logged = newRecord(level, message);
            logged.setThrown(thrown);
            logger.log(logged);
        }

        private LogRecord newRecord(Level level, String message) {
            LogRecord logged = new LogRecord(levelOf(level), message);
            logged.setLoggerName(logger.getName());
            return logged;
        }

        /** As System.Logger.Level says they correspond. */
        private static java.util.logging.Level levelOf(Level level) {
            switch (level) {
                case DEBUG:
                    return java.util.logging.Level.FINE;
                case INFO:
                    return java.util.logging.Level.INFO;
                case WARNING:
                    return java.util.logging.Level.WARNING;
                default:
                    return java.util.logging.Level.SEVERE;
            }
        }
    }
}
