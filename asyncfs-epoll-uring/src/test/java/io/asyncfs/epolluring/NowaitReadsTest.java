/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NowaitReadsTest {
    /** Linux 5.10 does that in the middle of a file, which the contracts with the tag disk show there. */
    @Test
    void noBytesAreNotTheEnd() {
        assertTrue(NowaitReads.mayHaveMore(0, 4096, 0));
        assertTrue(NowaitReads.mayHaveMore(100, 10, 0));
    }

    @Test
    void theEndOfAPageMayBeThatOfTheCache() {
        assertTrue(NowaitReads.mayHaveMore(100, 5000, 3996));
        assertTrue(NowaitReads.mayHaveMore(4096, 8192, 4096));
    }

    @Test
    void theMiddleOfAPageIsTheEndAndAllIsAll() {
        assertFalse(NowaitReads.mayHaveMore(100, 5000, 3995));
        assertFalse(NowaitReads.mayHaveMore(0, 4096, 4096));
    }
}
