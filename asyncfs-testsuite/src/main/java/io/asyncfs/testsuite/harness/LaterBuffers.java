/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers of the size of others that have been let go of: they have the memory of those that were given back too early, and
 * something else is in it. Threads of event loops keep for themselves what they gave back, so theirs want buffers as well.
 */
public final class LaterBuffers {
    private final List<ByteBuf> buffers = new ArrayList<>();
    private final int size;

    private LaterBuffers(int size) {
        this.size = size;
    }

    /** Takes so many for the calling thread, and fills them with zeros, which {@link Content} does not have. */
    public static LaterBuffers take(AsyncFs fs, int count, int size) {
        LaterBuffers later = new LaterBuffers(size);
        for (int i = 0; i < count; i++) {
            later.buffers.add(fs.allocBuf(size).writeZero(size));
        }
        return later;
    }

    /** Asserts that nobody else has written to them, and releases them. */
    public void check() {
        byte[] actual = new byte[size];
        for (ByteBuf buffer : buffers) {
            buffer.getBytes(0, actual);
            assertArrayEquals(new byte[size], actual, "somebody wrote to memory that is not his");
            buffer.release();
        }
        buffers.clear();
    }
}
