/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

/**
 * How to copy.
 *
 * @param size bytes to copy: what the source had when it was opened
 * @param depth chunks that may be under way at once, 1 or more
 * @param chunk bytes of one operation, a multiple of {@code alignment}
 * @param alignment what direct I/O wants offsets and lengths to be a multiple of; 1 without it
 */
record CopyPlan(long size, int depth, int chunk, int alignment) {
    /** As many as the queue of a loop takes without waiting; see {@link io.asyncfs.AsyncFsBuilder#queueDepth(int)}. */
    static final int MAX_DEPTH = 1024;

    /** Larger chunks gain nothing on the disks we know; smaller ones cost system calls. */
    private static final int MAX_CHUNK = 512 * 1024;

    private static final int MAX_MEMORY = 64 * 1024 * 1024;

    CopyPlan {
        if (size < 0 || depth < 1 || chunk < 1 || alignment < 1 || chunk % alignment != 0) {
            throw new IllegalArgumentException("expected size 0 or more, depth and alignment 1 or more, and chunk a "
                    + "multiple of alignment, got " + size + ", " + depth + ", " + alignment + ", " + chunk);
        }
    }

    /** Returns a plan whose buffers take at most 64 MiB together, whatever the depth. */
    static CopyPlan of(long size, int depth, int alignment) {
        return new CopyPlan(size, depth, Math.min(MAX_CHUNK, Integer.highestOneBit(MAX_MEMORY / depth)), alignment);
    }

    /** Returns how many chunks can be under way at once. */
    int slots() {
        return (int) Math.min(depth, (size + chunk - 1) / chunk);
    }

    /** Rounds down to the alignment. */
    int alignedDown(int bytes) {
        return bytes - bytes % alignment;
    }

    /** Rounds up to the alignment. */
    int alignedUp(int bytes) {
        return alignedDown(bytes + alignment - 1);
    }

    /** Returns true when the last chunk is written longer than it is. */
    boolean padsTheEnd() {
        return size % alignment != 0;
    }
}
