/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.nio.ByteBuffer;

/**
 * One piece of an operation, as a port sees it. Its fields do not change, and its memory stays valid, from
 * {@link KernelQueue#offer} to the completion of the same token.
 */
public interface IoRequest {
    /** Returns what to do; for a {@link KernelQueue} one of the transfers and syncs. */
    OpKind kind();

    /** Returns the file to do it to. */
    OpenFile file();

    /** Returns the offset in the file in bytes; meaningless for {@link OpKind#APPEND} and the syncs. */
    long position();

    /** Returns the length in bytes, 1 or more for transfers. */
    int length();

    /** Returns the native address of the memory, or 0 when it is in {@link #segments()}. */
    long address();

    /** Returns the direct buffers that make up the memory, at most 1024, or null when it is one piece at {@link #address()}. */
    ByteBuffer[] segments();
}
