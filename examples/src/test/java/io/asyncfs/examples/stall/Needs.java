/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of the machine: without it the test is skipped, and fails where nothing may be skipped. */
public final class Needs {
    private static final boolean STRICT = Boolean.getBoolean("io.asyncfs.test.strict");

    private Needs() {}

    /** Ends the test unless the thing is there. */
    public static void need(boolean there, String what) {
        if (STRICT) {
            assertTrue(there, "needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }
}
