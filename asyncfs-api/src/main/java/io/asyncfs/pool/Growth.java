/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.DirectAlignment;
import io.asyncfs.platform.ByteBuffers;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Makes a file longer, which the JDK's channels do only by writing. The caller keeps other writers of the file away. */
final class Growth {
    private static final int ZEROS = 64 * 1024;

    private final BlockingChannel channel;
    private final DirectAlignment alignment;

    Growth(BlockingChannel channel, DirectAlignment alignment) {
        this.channel = channel;
        this.alignment = alignment;
    }

    /** Extends by a hole, and one byte at its end; direct I/O writes a block behind it, which is cut off. */
    void hole(long size) throws IOException {
        boolean direct = alignment.isDirect();
        channel.write(zeros(alignment.offset()), direct ? alignment.roundUp(size) : size - 1);
        if (direct) {
            channel.cut(size);
        }
    }

    /** Extends a file opened with APPEND, to which the kernel writes nowhere but at its end: pwrite(2), BUGS. */
    void byAppends(long size) throws IOException {
        fill(channel.size(), size, (zeros, at) -> channel.append(zeros));
    }

    /** Extends by zeros on the disk, from the present end or behind it. */
    void zeros(long offset, long length) throws IOException {
        if (!alignment.fits(offset)) {
            throw new UnsupportedOperationException(
                    "the pool backend can allocate space for direct I/O only from a multiple" + " of "
                            + alignment.offset() + " on, got offset " + offset);
        }
        fill(offset, offset + length, channel::write);
    }

    /** Writes zeros, and returns how many. */
    private interface Zeros {
        int write(ByteBuffer zeros, long position) throws IOException;
    }

    private void fill(long from, long size, Zeros step) throws IOException {
        long end = alignment.roundUp(size);
        ByteBuffer zeros = zeros((int) Math.min(Math.max(ZEROS, alignment.offset()), end - from));
        for (long at = from; at < end; ) {
            at += step.write(ByteBuffers.window(zeros, 0, (int) Math.min(zeros.capacity(), end - at)), at);
        }
        if (end > size) {
            channel.cut(size);
        }
    }

    private ByteBuffer zeros(int size) {
        int align = alignment.memory();
        ByteBuffer memory = ByteBuffer.allocateDirect(size + align - 1);
        return align == 1 ? memory : memory.alignedSlice(align).slice(0, size);
    }
}
