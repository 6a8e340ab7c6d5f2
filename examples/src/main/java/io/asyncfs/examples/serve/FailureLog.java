/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.lang.System.Logger.Level;
import java.util.logging.Logger;

/** Tells whoever runs the server what failed: in one line, and with the stack trace when that is wanted. */
final class FailureLog {
    private static final System.Logger LOGGER = System.getLogger(FailureLog.class.getName());

    /** Its levels are those of {@link #LOGGER}; kept, or they would be forgotten with it. */
    private static final Logger SETTINGS = Logger.getLogger(FailureLog.class.getName());

    private FailureLog() {}

    /** Has stack traces printed from now on. */
    static void beVerbose() {
        SETTINGS.setLevel(java.util.logging.Level.FINE);
    }

    static void log(Level level, String what, Throwable cause) {
        if (LOGGER.isLoggable(Level.DEBUG)) {
            LOGGER.log(level, what, cause);
        } else {
            LOGGER.log(level, what + ": " + cause);
        }
    }
}
