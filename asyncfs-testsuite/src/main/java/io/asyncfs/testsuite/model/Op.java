/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import io.asyncfs.SeekOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One operation of a program. It is plain data with absolute numbers and means something in every state of the file, so a
 * program stays one when others are taken out of it.
 *
 * @param kind what it does
 * @param at position, new size, or offset of a seek
 * @param length bytes
 * @param memory which kind of buffer, or which origin of a seek; any number, taken modulo how many there are
 * @param content which bytes a write writes
 */
record Op(Kind kind, int at, int length, int memory, int content) {
    /** No transfer is longer. */
    static final int MAX_LENGTH = 3 << 19;

    /** No program is longer: the content of its writes differs. */
    static final int MAX_PROGRAM = 1000;

    private static final int STEP = 509; // a prime, so that shifted blocks do not look alike

    private static final byte[] RANDOM = new byte[MAX_LENGTH + MAX_PROGRAM * STEP];

    static {
        new SplittableRandom(1).nextBytes(RANDOM);
    }

    enum Kind {
        READ,
        READ_FULLY,
        READ_OWNED,
        READ_SYNC,
        READ_CURSOR,
        WRITE,
        WRITE_FULLY,
        WRITE_SYNC,
        WRITE_CURSOR,
        APPEND,
        SEEK,
        POSITION,
        TRUNCATE,
        ALLOCATE,
        SIZE,
        SYNC,
        DATA_SYNC;

        boolean reads() {
            return compareTo(READ_CURSOR) <= 0;
        }

        boolean writes() {
            return compareTo(WRITE) >= 0 && compareTo(APPEND) <= 0;
        }

        /** Returns whether it has the cursor for itself. */
        boolean usesCursor() {
            return this == READ_CURSOR || this == WRITE_CURSOR || this == SEEK || this == POSITION;
        }
    }

    /** Returns the bytes that a write writes: random ones, from a place that {@link #content} chooses. */
    byte[] bytes() {
        int from = content * STEP;
        return Arrays.copyOfRange(RANDOM, from, from + length);
    }

    SeekOrigin origin() {
        return SeekOrigin.values()[Math.floorMod(memory, 3)];
    }

    /** Returns simpler operations of this kind, the simplest first; all numbers stay multiples of {@code unit}. */
    List<Op> simpler(int unit) {
        List<Op> simpler = new ArrayList<>();
        for (int less : smaller(length, unit)) {
            simpler.add(new Op(kind, at, less, memory, content));
        }
        for (int less : smaller(at, unit)) {
            simpler.add(new Op(kind, less, length, memory, content));
        }
        if (memory != 0) {
            simpler.add(new Op(kind, at, length, 0, content));
        }
        return simpler;
    }

    private static List<Integer> smaller(int number, int unit) {
        List<Integer> smaller = new ArrayList<>();
        int step = number / unit;
        int[] steps = {0, 1, step / 2, step - step / 4, step - step / 16, step - step / 256, step - 1};
        for (int fewer : steps) {
            int candidate = fewer * unit;
            if (Math.abs(candidate) < Math.abs(number) && !smaller.contains(candidate)) {
                smaller.add(candidate);
            }
        }
        return smaller;
    }

    @Override
    public String toString() {
        String bytes = length + " bytes";
        String buffer = " (memory " + memory + ')';
        return switch (kind) {
            case READ, READ_FULLY, READ_SYNC -> kind + " " + bytes + " at " + at + buffer;
            case READ_OWNED -> kind + " " + bytes + " at " + at;
            case READ_CURSOR -> kind + " " + bytes + buffer;
            case WRITE, WRITE_FULLY, WRITE_SYNC -> kind + " " + bytes + " at " + at + contentAnd(buffer);
            case WRITE_CURSOR, APPEND -> kind + " " + bytes + contentAnd(buffer);
            case SEEK -> kind + " " + at + " from " + origin();
            case TRUNCATE -> kind + " to " + at;
            case ALLOCATE -> kind + " " + bytes + " at " + at;
            case POSITION, SIZE, SYNC, DATA_SYNC -> kind.toString();
        };
    }

    private String contentAnd(String buffer) {
        return ", content " + content + buffer;
    }
}
