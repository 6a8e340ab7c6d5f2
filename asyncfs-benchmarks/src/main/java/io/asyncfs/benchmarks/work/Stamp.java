/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the bytes of a test file are: every 4096 bytes hold where they are, so that a block that comes from another place, or
 * is torn, is found. fio knows the same content as {@code --bs=4096 --verify_pattern=%o}.
 *
 * <pre>
 *   byte of the file   0        8              4096     4104
 *                      | 0      | 0  ... 0     | 4096   | 4096 ... 4096 |   as little-endian longs; file k adds k << 40
 * </pre>
 *
 * <p>What is written over a file, of which there is one, begins with a stamp that has the number of the pass for that of the
 * file.
 */
public final class Stamp {
    /** Bytes that have one stamp. */
    public static final int UNIT = 4096;

    private static final int FILE_SHIFT = 40;

    private Stamp() {}

    /** Returns the stamp of a place. */
    public static long of(int file, long position) {
        return ((long) file << FILE_SHIFT) + position / UNIT * UNIT;
    }

    /** Fills a buffer with what belongs at a place. */
    public static void fill(ByteBuffer buffer, int file, long position) {
        ByteBuffer bytes = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.position(); at < bytes.limit(); at += Long.BYTES) {
            bytes.putLong(at, of(file, position + at));
        }
    }

    /** Fails unless the first stamp of a block is right. */
    public static void check(long found, int file, long position) {
        if (found != of(file, position)) {
            throw wrong(found, file, position);
        }
    }

    /** Fails unless every byte of a block, which begins at index 0, is right. */
    public static void checkAll(ByteBuf block, int length, int file, long position) {
        for (int at = 0; at < length; at += Long.BYTES) {
            long found = block.getLongLE(at);
            if (found != of(file, position + at)) {
                throw wrong(found, file, position + at);
            }
        }
    }

    private static AssertionError wrong(long found, int file, long position) {
        return new AssertionError("wrong bytes: file " + file + " at " + position + " has the stamp of file "
                + (found >>> FILE_SHIFT) + " at " + (found & (1L << FILE_SHIFT) - 1));
    }
}
