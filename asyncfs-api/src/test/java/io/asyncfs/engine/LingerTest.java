/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoHandlerContext;
import org.junit.jupiter.api.Test;

class LingerTest {
    private final Mailbox mailbox = new Mailbox();
    private final Linger linger = new Linger(null, mailbox);
    private int asked;
    private boolean hasTasks;

    private final IoHandlerContext loop = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            asked++;
            return !hasTasks;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    };

    @Test
    void mailEndsTheWait() {
        mailbox.post(new Mailbox.Nudge());
        assertTrue(linger.await(loop));
        assertTrue(linger.pays());
    }

    @Test
    void aTaskEndsTheWait() {
        hasTasks = true;
        assertTrue(linger.await(loop));
    }

    @Test
    void whatIsInVainIsDoneEverMoreRarely() {
        int waits = 0;
        for (int i = 0; i < 6400; i++) {
            asked = 0;
            assertFalse(linger.await(loop));
            waits += asked > 0 ? 1 : 0;
        }
        assertTrue(waits >= 100 && waits <= 110, "looked " + waits + " times");
        assertFalse(linger.pays());
    }

    @Test
    void successMakesItPayAgain() {
        assertFalse(linger.await(loop));
        assertFalse(linger.await(loop)); // one is left out
        mailbox.post(new Mailbox.Nudge());
        assertTrue(linger.await(loop));
        assertTrue(linger.pays());
        assertEquals(1, mailbox.drain());
        asked = 0;
        assertFalse(linger.await(loop));
        assertTrue(asked > 0);
    }
}
