/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class EngineFailuresTest {
    @Test
    void whatIsLoggedWithWhatWasThrownIsOne() {
        EngineFailures.install();
        Throwable first = new AssertionError("first");
        System.Logger log = System.getLogger("io.asyncfs");
        log.log(System.Logger.Level.WARNING, "{0}: {1}", "no failure of the engine", new AssertionError("told"));
        assertNull(EngineFailures.take());
        log.log(System.Logger.Level.ERROR, "failed", first);
        log.log(System.Logger.Level.ERROR, "failed", new AssertionError("second"));
        assertSame(first, EngineFailures.take());
        assertNull(EngineFailures.take());
    }
}
