/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import java.util.Arrays;

/**
 * The sizes of pooled blocks: powers of two from the alignment to {@link #MAX_SIZE}, and one and a half of each where that
 * is a multiple of the alignment. At most a third of a block of more than two units is wasted.
 */
final class SizeClasses {
    /** Bytes of the largest pooled block. */
    static final int MAX_SIZE = 1 << 20;

    private final int shift;
    private final int[] sizes;
    /** The class for a number of alignment units, so that the lookup is one load. */
    private final byte[] classOfUnits;

    SizeClasses(int alignment) {
        shift = Integer.numberOfTrailingZeros(alignment);
        int[] found = new int[2 * Integer.SIZE];
        int count = 0;
        for (int size = alignment; size <= MAX_SIZE; size <<= 1) {
            found[count++] = size;
            int between = size + (size >> 1);
            if (between % alignment == 0 && between < MAX_SIZE) {
                found[count++] = between;
            }
        }
        sizes = Arrays.copyOf(found, count);
        classOfUnits = new byte[(MAX_SIZE >> shift) + 1];
        int sizeClass = 0;
        for (int units = 0; units < classOfUnits.length; units++) {
            if (units << shift > sizes[sizeClass]) {
                sizeClass++;
            }
            classOfUnits[units] = (byte) sizeClass;
        }
    }

    int count() {
        return sizes.length;
    }

    int size(int sizeClass) {
        return sizes[sizeClass];
    }

    /** Returns the smallest class that holds {@code capacity} bytes, at most {@link #MAX_SIZE}. */
    int classOf(int capacity) {
        return classOfUnits[(capacity + (1 << shift) - 1) >>> shift];
    }

    /** Returns the largest class that fits into {@code length} bytes, at least the alignment. */
    int largestWithin(int length) {
        int sizeClass = classOf(Math.min(length, MAX_SIZE));
        return sizes[sizeClass] <= length ? sizeClass : sizeClass - 1;
    }
}
