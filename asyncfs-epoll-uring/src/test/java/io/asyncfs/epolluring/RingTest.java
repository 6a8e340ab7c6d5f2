/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.jni.NativeLibrary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingTest {
    @BeforeEach
    void needsTheLibrary() {
        assertTrue(NativeLibrary.isAvailable(), () -> "" + NativeLibrary.unavailabilityCause());
        Needs.backends("io_uring");
    }

    /** The kernel has a table of 16 for each thread, IO_RINGFD_REG_MAX. */
    @Test
    void aThreadKeepsNothingOfRingsThatWereClosed() throws RingException {
        for (int i = 0; i < 50; i++) {
            Ring ring = new Ring(UringQueue.ENTRIES, UringQueue.completions(1));
            ring.enable();
            boolean registered = ring.hasRegisteredDescriptor();
            int entered = ring.enter(0);
            ring.close();
            assumeTrue(registered || i > 0, "a kernel before 5.18");
            assertTrue(registered, "ring " + i);
            assertEquals(0, entered);
        }
    }
}
