/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.spi.PooledMemory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class UringQueueTest {
    private static final PooledMemory NONE = new PooledMemory() {
        @Override
        public int pieces() {
            return 0;
        }

        @Override
        public ByteBuffer piece(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    };

    /** As the kernel leaves it when an enter has fetched what it was about to be set for. */
    @Test
    void aFlagThatStandsForNothingIsForgotten() throws RingException {
        Needs.backends("io_uring");
        UringQueue queue = new UringQueue(1, NONE);
        try {
            queue.start();
            queue.submit();
            queue.ring().submission().rememberMore();
            assertTrue(queue.hasCompleted());
            queue.submit();
            assertFalse(queue.ring().submission().kernelHasMore(), "the loop would never sleep");
        } finally {
            queue.close();
        }
    }
}
