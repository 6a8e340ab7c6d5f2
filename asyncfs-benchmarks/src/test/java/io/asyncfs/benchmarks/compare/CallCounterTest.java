/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallCounterTest {
    @Test
    void theTotalOfStraceIsRead() throws IOException {
        String report = """
                % time     seconds  usecs/call     calls    errors syscall
                ------ ----------- ----------- --------- --------- ----------------
                 99.00    0.100000           1     12000           io_uring_enter
                  1.00    0.001000           1        45         3 futex
                ------ ----------- ----------- --------- --------- ----------------
                100.00    0.101000           1     12045         3 total
                """;
        assertEquals(12045, CallCounter.total(report));
        assertEquals(109, CallCounter.total("100.00    0.000000           0       109        total\n"));
        assertThrows(IOException.class, () -> CallCounter.total(""));
    }
}
