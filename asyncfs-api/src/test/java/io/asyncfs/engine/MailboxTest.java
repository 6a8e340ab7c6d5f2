/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();
    private final List<Object> delivered = new ArrayList<>();

    private void post(Object what) {
        mailbox.post(new Mailbox.Mail() {
            @Override
            void deliver() {
                delivered.add(what);
                if (what instanceof Error e) {
                    throw e;
                }
            }
        });
    }

    @Test
    void whatFailsTakesNothingElseWithIt() {
        Error first = new AssertionError("first");
        Error second = new AssertionError("second");
        List<Object> all = List.of("a", first, "b", second, "c");
        all.forEach(this::post);
        assertSame(first, assertThrows(AssertionError.class, mailbox::drain));
        assertEquals(all, delivered);
        assertTrue(mailbox.isEmpty());
        post("d");
        assertEquals(1, mailbox.drain());
    }
}
