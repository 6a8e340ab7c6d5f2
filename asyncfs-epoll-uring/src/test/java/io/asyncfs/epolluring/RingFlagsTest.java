/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingFlagsTest {
    @Test
    void namesAreTakenFromAList() {
        assertEquals(Set.of(), RingFlags.parse(""));
        Set<String> names = RingFlags.parse("DEFER_TASKRUN, SINGLE_ISSUER,,DEFER_TASKRUN");
        assertEquals(Set.of("DEFER_TASKRUN", "SINGLE_ISSUER"), names);
        assertNull(RingFlags.mistakeIn(names));
    }

    /** A test of an older kernel must not run with the flags of this one because of a typing error. */
    @ParameterizedTest
    @ValueSource(strings = {"DEFERTASKRUN", "defer_taskrun", "SINGLE_ISSUER;NO_SQARRAY"})
    void anUnknownNameIsAMistake(String list) {
        String mistake = RingFlags.mistakeIn(RingFlags.parse("COOP_TASKRUN," + list));
        assertTrue(mistake.contains(list) && !mistake.contains("got [COOP"), mistake);
    }
}
