/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LookoutTest {
    private final Lookout lookout = new Lookout();

    @Test
    void oneThreadLooks() {
        assertTrue(lookout.begin());
        assertTrue(lookout.isThere());
        assertFalse(lookout.begin(), "a second one");
        assertTrue(lookout.isThere());
        lookout.end(true);
        assertFalse(lookout.isThere());
        assertTrue(lookout.begin());
    }

    @Test
    void whereItDoesNotPayItIsTriedMoreRarely() {
        int looked = 0;
        for (int i = 0; i < 1_000; i++) {
            if (lookout.begin()) {
                lookout.end(false);
                looked++;
            }
        }
        assertEquals(20, looked); // 1, 3, 7, 15, 31 and then 63 waits between two
    }
}
