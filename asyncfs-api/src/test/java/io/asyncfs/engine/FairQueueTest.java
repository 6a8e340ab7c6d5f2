/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final int LANES = 1000;

    private final FairQueue queue = new FairQueue();
    private final DeviceShare share = new DeviceShare(queue, LANES);
    private int asked;

    private FileOp add() {
        FileOp op = new FileOp(null);
        new Lane(queue, share).add(op);
        return op;
    }

    private FileOp poll(FileOp wanted) {
        return queue.poll(op -> {
            asked++;
            return op == wanted;
        });
    }

    @Test
    void asksFewAtATimeAndGoesOnWhereItWas() {
        for (int i = 0; i < LANES; i++) {
            add();
        }
        FileOp last = add();
        FileOp found = null;
        for (int i = 0; i < LANES && found == null; i++) {
            asked = 0;
            found = poll(last);
            assertTrue(asked <= 100, "asked " + asked + " in one round");
        }
        assertSame(last, found);
        assertEquals(LANES, queue.size());
    }

    @Test
    void asksEachOnceWhenTheyAreFew() {
        for (int i = 0; i < 10; i++) {
            add();
        }
        assertNull(poll(null));
        assertEquals(10, asked);
    }
}
