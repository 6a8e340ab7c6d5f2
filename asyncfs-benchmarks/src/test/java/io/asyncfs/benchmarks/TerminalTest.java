/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "/dev/pts/0,true",
        "/dev/pts/3 (deleted),true",
        "/dev/tty1,true",
        "/dev/ttyS0,true",
        "/dev/console,true",
        "/dev/null,false",
        "pipe:[4711],false",
        "/tmp/dev/pts/0,false",
        "socket:[12],false"
    })
    void isToldByWhatTheDescriptorIsOpenOn(String target, boolean expected) {
        assertEquals(expected, Terminal.isTerminal(target));
    }
}
