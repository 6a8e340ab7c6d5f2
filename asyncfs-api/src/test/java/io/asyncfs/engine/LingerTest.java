/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.IoHandlerContext;
import io.netty.util.NettyRuntime;
import org.junit.jupiter.api.Test;

class LingerTest {
    private final Mailbox mailbox = new Mailbox();
    private final Linger linger = new Linger(null, mailbox);
    private int asked;
    private int tasksFrom = Integer.MAX_VALUE;

    private final IoHandlerContext loop = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            return ++asked < tasksFrom;
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
        assertTrue(linger.await(loop, true));
        assertTrue(linger.pays());
    }

    @Test
    void aTaskEndsTheWait() {
        tasksFrom = 2;
        assertTrue(linger.await(loop, true));
        assertFalse(linger.await(loop, true), "a loop that has tasks does not wait");
    }

    @Test
    void whatIsInVainIsDoneEverMoreRarely() {
        int waits = 0;
        for (int i = 0; i < 6400; i++) {
            asked = 0;
            assertFalse(linger.await(loop, true));
            waits += asked > 1 ? 1 : 0;
        }
        assertTrue(waits >= 100 && waits <= 110, "looked " + waits + " times");
        assertFalse(linger.pays());
    }

    @Test
    void successMakesItPayAgain() {
        assertFalse(linger.await(loop, true));
        assertFalse(linger.await(loop, true)); // one is left out
        mailbox.post(new Mailbox.Nudge());
        assertTrue(linger.await(loop, true));
        assertTrue(linger.pays());
        assertEquals(1, mailbox.drain());
        asked = 0;
        assertFalse(linger.await(loop, true));
        assertTrue(asked > 1);
    }

    @Test
    void withNothingInFlightItWaitsOnceForAnAnswer() {
        assumeTrue(NettyRuntime.availableProcessors() > 1, "who is to answer needs the only one");
        assertFalse(linger.await(loop, false));
        linger.ended(1);
        assertFalse(linger.await(loop, false));
        assertEquals(0, asked, "nobody has got the last result");
        linger.ended(0);
        assertFalse(linger.await(loop, false));
        assertTrue(asked > 0);
        asked = 0;
        assertFalse(linger.await(loop, false));
        assertEquals(0, asked);
        assertTrue(linger.pays(), "which says nothing of what is in flight");
    }

    @Test
    void anAnswerEndsTheWait() {
        assumeTrue(NettyRuntime.availableProcessors() > 1, "who is to answer needs the only one");
        linger.ended(0);
        mailbox.post(new Mailbox.Nudge());
        assertTrue(linger.await(loop, false));
    }
}
