/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void namesAndMessages() {
        assertEquals("EPERM", Errno.name(1));
        assertEquals("ENOENT", Errno.name(2));
        assertEquals("No such file or directory", Errno.message(2));
        assertEquals("EAGAIN", Errno.name(Errno.EAGAIN));
        assertEquals("ENOSPC", Errno.name(Errno.ENOSPC));
        assertEquals("No space left on device", Errno.message(Errno.ENOSPC));
        assertEquals("EDQUOT", Errno.name(Errno.EDQUOT));
        assertEquals("EOPNOTSUPP", Errno.name(Errno.EOPNOTSUPP));
        assertEquals("ECANCELED", Errno.name(125));
        assertEquals("EHWPOISON", Errno.name(133));
    }

    @Test
    void numbersThatLinuxDoesNotHave() {
        for (int errno : new int[] {-1, 0, 41, 58, 134, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertEquals("errno " + errno, Errno.name(errno));
            assertEquals("Unknown error " + errno, Errno.message(errno));
        }
    }

    @Test
    void everyNumberHasANameOfItsOwn() {
        Set<String> names = new HashSet<>();
        for (int errno = 1; errno <= 133; errno++) {
            names.add(Errno.name(errno));
            assertFalse(Errno.message(errno).isBlank());
        }
        assertEquals(133, names.size());
    }

    @Test
    void constantsAreWhatTheirNameSays() throws IllegalAccessException {
        for (var field : Errno.class.getFields()) {
            assertEquals(field.getName(), Errno.name(field.getInt(null)));
        }
    }
}
