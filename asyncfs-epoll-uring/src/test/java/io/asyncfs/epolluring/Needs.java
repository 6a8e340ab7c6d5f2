/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.testsuite.harness.BackendUnderTest;
import io.asyncfs.testsuite.harness.Platform;

/** What a test needs of the machine: without it the test is skipped, and fails where nothing may be skipped. */
final class Needs {
    private static final boolean STRICT = Boolean.getBoolean(BackendUnderTest.STRICT);

    private Needs() {}

    /** Ends the test unless the backends work here. */
    static void backends(String... names) {
        for (String name : names) {
            need(Platform.hasBackend(name), name);
        }
    }

    /** Ends the test unless the thing is there. */
    static void need(boolean there, String what) {
        if (STRICT) {
            assertTrue(there, "needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }
}
