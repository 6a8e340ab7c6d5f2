/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which kernels read the page cache alone; what they do then, the suite tests with {@code BUFFERED_READS} switched off. */
class CachedReadsTest {
    @Test
    void kernelsAreKnownByTheirRelease() {
        assertTrue(CachedReads.isBefore("5.10.0-32-cloud-amd64", 5, 12));
        assertTrue(CachedReads.isBefore("5.9", 5, 12));
        assertTrue(CachedReads.isBefore("4.19.113-android", 5, 12));
        assertFalse(CachedReads.isBefore("5.12.0-rc1", 5, 12));
        assertFalse(CachedReads.isBefore("6.1.0-50-cloud-amd64", 5, 12));
        assertFalse(CachedReads.isBefore("10.0", 5, 12));
    }

    @Test
    void whatIsNoReleaseIsTakenForANewOne() {
        assertFalse(CachedReads.isBefore("", 5, 12));
        assertFalse(CachedReads.isBefore("unknown", 5, 12));
        assertFalse(CachedReads.isBefore("5", 5, 12));
    }
}
