/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LibcTest {
    @Test
    void libraryIsToldByItsMappedFile() {
        assertEquals("glibc", Libc.nameFrom("7f r-xp 0 1:1 9 /usr/lib/x86_64-linux-gnu/libc.so.6\n"));
        assertEquals("musl", Libc.nameFrom("7f r-xp 0 1:1 9 /lib/ld-musl-x86_64.so.1\n"));
        assertEquals("bionic", Libc.nameFrom("7f r-xp 0 1:1 9 /apex/com.android.runtime/lib64/bionic/libc.so\n"));
        assertNull(Libc.nameFrom("7f r-xp 0 1:1 9 /usr/bin/java\n"));
    }
}
