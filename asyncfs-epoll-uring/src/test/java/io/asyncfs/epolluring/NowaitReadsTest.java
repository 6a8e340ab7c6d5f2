/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.spi.Completions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NowaitReadsTest {
    private static final class Told implements Completions {
        private final List<Integer> tokens = new ArrayList<>();
        private boolean fails;

        @Override
        public void completed(int token, long result) {
            throw new AssertionError("expected it to be handed back");
        }

        @Override
        public void handBack(int token, int bytes) {
            tokens.add(token);
            if (fails) {
                fails = false;
                throw new IllegalStateException("of the test");
            }
        }
    }

    /** The loop goes on after a failure, and another operation may have the token of the first by then. */
    @Test
    void eachIsToldOnceAlsoWhenWhoIsToldFails() {
        NowaitReads reads = new NowaitReads(4);
        for (int token = 0; token < 3; token++) {
            reads.refused(token);
        }
        Told told = new Told();
        told.fails = true;
        assertThrows(IllegalStateException.class, () -> reads.tell(told));
        assertTrue(reads.hasUntold(), "else the loop sleeps on the others");
        reads.refused(3);
        assertEquals(3, reads.tell(told));
        assertEquals(List.of(0, 1, 2, 3), told.tokens);
        assertEquals(0, reads.tell(told));
        assertFalse(reads.hasUntold());
    }

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
