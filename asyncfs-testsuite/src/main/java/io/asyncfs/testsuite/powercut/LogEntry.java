/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

/**
 * One entry of a {@link WriteLog}, in bytes where the log counts sectors.
 *
 * @param index its place in the log, from 0
 * @param flags the sum of the constants here
 * @param position where on the disk was written
 * @param length how much; what a discard covers
 * @param mark the text of a mark; empty for all else
 * @param dataAt where in the log the data begin
 */
public record LogEntry(long index, long flags, long position, long length, String mark, long dataAt) {
    /** Everything written before it had been completed, and is now durable. */
    public static final long FLUSH = 1;

    /** It was durable itself when it was completed. */
    public static final long FUA = 1 << 1;

    /** Bytes that nobody needs any more; it has no data. */
    public static final long DISCARD = 1 << 2;

    /** A message of the test: it has a text and no data. */
    public static final long MARK = 1 << 3;

    /** Returns whether it has any of some flags. */
    public boolean is(long anyOf) {
        return (flags & anyOf) != 0;
    }

    /** Returns whether it changes what is on the disk. */
    public boolean changesTheDisk() {
        return !is(MARK) && length > 0;
    }
}
