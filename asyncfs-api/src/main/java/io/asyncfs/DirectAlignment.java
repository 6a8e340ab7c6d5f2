/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/**
 * What direct I/O on a file has to be multiples of, in bytes; powers of two.
 *
 * @param memory the address of a buffer
 * @param offset the offset in the file, and the length
 */
public record DirectAlignment(int memory, int offset) {
    /** Of a file that is not opened for direct I/O: anything will do. */
    public static final DirectAlignment NONE = new DirectAlignment(1, 1);

    /** Checks the values. */
    public DirectAlignment {
        if (Integer.bitCount(memory) != 1 || Integer.bitCount(offset) != 1 || memory < 1 || offset < 1) {
            throw new IllegalArgumentException("expected powers of two, got " + memory + " and " + offset);
        }
    }

    /** Returns whether the file is opened for direct I/O. */
    public boolean isDirect() {
        return this != NONE;
    }

    /** Returns the next multiple of {@link #offset()}, or the value itself if it is one. */
    public long roundUp(long value) {
        return (value + offset - 1) & -(long) offset;
    }

    /** Returns whether an offset or a length is a multiple of {@link #offset()}. */
    public boolean fits(long offsetOrLength) {
        return (offsetOrLength & offset - 1) == 0;
    }

    @Override
    public String toString() {
        return isDirect() ? "memory " + memory + ", offset and length " + offset + " bytes" : "none";
    }
}
