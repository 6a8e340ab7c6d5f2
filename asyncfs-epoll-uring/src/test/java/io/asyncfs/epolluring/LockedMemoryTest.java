/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockedMemoryTest {
    @Test
    void whatIsTakenIsMissing() {
        LockedMemory memory = new LockedMemory(10);
        assertTrue(memory.tryTake(6));
        assertFalse(memory.tryTake(5));
        assertTrue(memory.tryTake(4));
        memory.giveBack(6);
        assertTrue(memory.tryTake(6));
    }

    @Test
    void theSoftLimitIsRead() {
        assertEquals(
                65536,
                LockedMemory.limit(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             31000                31000                processes ",
                        "Max locked memory         65536                8388608              bytes     ")));
        assertEquals(
                Long.MAX_VALUE,
                LockedMemory.limit(
                        List.of("Max locked memory         unlimited            unlimited            bytes")));
        assertEquals(0, LockedMemory.limit(List.of()));
    }

    @Test
    void theNamespaceIsRead() {
        assertTrue(LockedMemory.isOfTheSystem(List.of("         0          0 4294967295")));
        assertFalse(LockedMemory.isOfTheSystem(List.of("         0     100000      65536"))); // LXC without root
        assertFalse(LockedMemory.isOfTheSystem(List.of("         0       1000          1"))); // unshare --map-root-user
        assertFalse(LockedMemory.isOfTheSystem(List.of()));
    }

    @Test
    void theCapabilityIsRead() {
        assertTrue(LockedMemory.mayLockAll(List.of("CapPrm:\t0000000000000000", "CapEff:\t000001ffffffffff")));
        assertFalse(LockedMemory.mayLockAll(List.of("CapEff:\t00000000a80425fb"))); // Docker's
        assertFalse(LockedMemory.mayLockAll(List.of()));
    }
}
