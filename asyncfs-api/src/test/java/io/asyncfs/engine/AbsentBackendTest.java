/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsentBackendTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "io_uring | FreeBSD | needs Linux, this is FreeBSD",
                "linux_aio | Linux | its module is not on the class path",
                "kqueue_aio | Linux | needs FreeBSD or macOS, this is Linux",
                "kqueue_aio | FreeBSD | this version of asyncfs has no such backend",
                "kqueue_aio | Mac OS X | this version of asyncfs has no such backend",
                "iocp | Mac OS X | needs Windows, this is Mac OS X",
                "iocp | Windows 11 | this version of asyncfs has no such backend",
            })
    void saysWhy(String name, String system, String cause) {
        assertEquals(cause, AbsentBackend.of(name, system).cause());
    }
}
