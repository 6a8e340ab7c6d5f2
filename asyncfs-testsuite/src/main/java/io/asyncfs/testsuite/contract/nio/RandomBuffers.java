/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import java.nio.ByteBuffer;
import java.util.Random;

/** The buffers of the model tests. */
final class RandomBuffers {
    /** A buffer is shorter. */
    static final int LONGEST = 20_000;

    private RandomBuffers() {}

    /** Returns one with any content, position and limit, on the heap or not, now and then read-only. */
    static ByteBuffer next(Random random) {
        int length = random.nextInt(LONGEST);
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
        buffer.put(bytes).flip();
        if (length > 0) {
            buffer.limit(random.nextInt(length)).position(random.nextInt(buffer.limit() + 1));
        }
        return random.nextInt(20) == 0 ? buffer.asReadOnlyBuffer() : buffer;
    }

    /** Returns all that a transfer may have changed of one. */
    static String seen(ByteBuffer buffer) {
        return " " + buffer.position() + ' ' + buffer.limit() + ' '
                + buffer.duplicate().clear().hashCode() + ' ';
    }
}
