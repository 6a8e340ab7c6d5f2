/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinuxConstantsTest {
    @Test
    void flagsThatDifferBetweenCpus() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        // asm-generic/fcntl.h, and arch/arm64/include/uapi/asm/fcntl.h over it
        assertEquals(arm ? 0200000 : 040000, LinuxConstants.O_DIRECT);
        assertEquals(arm ? 040000 : 0200000, LinuxConstants.O_DIRECTORY);
        assertEquals(arm ? 0100000 : 0400000, LinuxConstants.O_NOFOLLOW);
    }

    @Test
    void constantsThatAreTheSameEverywhere() {
        assertEquals(0, LinuxConstants.O_RDONLY);
        assertEquals(2, LinuxConstants.O_RDWR);
        assertEquals(02000000, LinuxConstants.O_CLOEXEC);
        assertEquals(LinuxConstants.O_DSYNC, LinuxConstants.O_SYNC & LinuxConstants.O_DSYNC);
        assertEquals(-100, LinuxConstants.AT_FDCWD);
        assertEquals(0x1000, LinuxConstants.AT_EMPTY_PATH);
        assertEquals(0x08, LinuxConstants.RESOLVE_BENEATH);
        assertEquals(0170000, LinuxConstants.S_IFMT);
        assertEquals(0100000, LinuxConstants.S_IFREG);
        assertEquals(0x08, LinuxConstants.RWF_NOWAIT);
        assertEquals(0x7ff, LinuxConstants.STATX_BASIC_STATS);
        assertEquals(0x2000, LinuxConstants.STATX_DIOALIGN);
    }
}
