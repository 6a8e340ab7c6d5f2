/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class CallCounterTest {
    @Test
    void theCallsOfStraceAreAddedUp() {
        String report = """
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 99.00    0.100000           1     12000           io_uring_enter
                  1.00    0.001000           1        45         3 futex
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.101000           1     12045         3 total
                """;
        assertEquals(12045, CallCounter.total(report));
    }

    @Test
    void aTotalThatLacksAColumnMisleadsNobody() {
        String report = """
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                  0.00    0.000000           0       100         7 _llseek
                  0.00    0.000000           0         9           read
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.000000                   109         7 total
                """;
        assertEquals(109, CallCounter.total(report));
    }

    @Test
    void whatCannotBeReadIsNotCounted() {
        assertNull(CallCounter.total(""));
        assertNull(CallCounter.total("99,00    0,100000           1     12000           read\n"));
        assertNull(CallCounter.perOperation(null, 10));
        assertEquals(0.5, CallCounter.perOperation(5L, 10));
    }
}
