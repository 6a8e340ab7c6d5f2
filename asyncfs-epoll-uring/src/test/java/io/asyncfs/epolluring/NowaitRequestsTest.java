/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which kernels are older; what is done there, the suite tests with {@code BUFFERED_READS,DIRECT_WRITES} switched off. */
class NowaitRequestsTest {
    @Test
    void kernelsAreKnownByTheirRelease() {
        assertTrue(NowaitRequests.isBefore("5.10.0-32-cloud-amd64", 5, 12));
        assertTrue(NowaitRequests.isBefore("5.9", 5, 12));
        assertTrue(NowaitRequests.isBefore("4.19.113-android", 5, 12));
        assertFalse(NowaitRequests.isBefore("5.12.0-rc1", 5, 12));
        assertFalse(NowaitRequests.isBefore("6.1.0-50-cloud-amd64", 5, 12));
        assertFalse(NowaitRequests.isBefore("10.0", 5, 12));
    }

    @Test
    void whatIsNoReleaseIsTakenForANewOne() {
        assertFalse(NowaitRequests.isBefore("", 5, 12));
        assertFalse(NowaitRequests.isBefore("unknown", 5, 12));
        assertFalse(NowaitRequests.isBefore("5", 5, 12));
    }
}
