/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FootprintTest {
    private static final int SIZE = 1000;

    @Test
    void operationsOnOtherBytesGoTogether() {
        assertTogether(op(Op.Kind.WRITE, 0, 10), op(Op.Kind.WRITE, 10, 10));
        assertTogether(op(Op.Kind.READ, 0, 10), op(Op.Kind.READ, 5, 10));
        assertTogether(op(Op.Kind.WRITE, 1000, 10), op(Op.Kind.READ, 990, 10));
        assertTogether(op(Op.Kind.APPEND, 0, 10), op(Op.Kind.WRITE, 10, 10));
        assertTogether(op(Op.Kind.SYNC, 0, 0), op(Op.Kind.TRUNCATE, 0, 0));
        assertTogether(op(Op.Kind.SIZE, 0, 0), op(Op.Kind.WRITE, 10, 10));
    }

    @Test
    void appendsGoTogether() {
        FileModel model = new FileModel();
        Op append = op(Op.Kind.APPEND, 0, 10);
        Footprint first = Footprint.of(append, model);
        model.apply(append);
        assertFalse(first.conflictsWith(Footprint.of(append, model)));
    }

    @Test
    void operationsOnTheSameBytesDoNot() {
        assertConflict(op(Op.Kind.WRITE, 0, 10), op(Op.Kind.WRITE, 9, 1));
        assertConflict(op(Op.Kind.READ, 0, 10), op(Op.Kind.WRITE, 9, 1));
        assertConflict(op(Op.Kind.TRUNCATE, 5, 0), op(Op.Kind.READ, 0, 1));
    }

    @Test
    void whatLooksAtTheEndWaitsForWhatMovesIt() {
        assertConflict(op(Op.Kind.READ, 990, 20), op(Op.Kind.WRITE, 5000, 1));
        assertConflict(op(Op.Kind.WRITE, 5000, 1), op(Op.Kind.WRITE, 2000, 1)); // it fills 2000 with a zero
        assertConflict(op(Op.Kind.SIZE, 0, 0), op(Op.Kind.APPEND, 0, 1));
        assertConflict(op(Op.Kind.APPEND, 0, 1), op(Op.Kind.WRITE, 2000, 1));
        assertConflict(op(Op.Kind.TRUNCATE, 0, 0), op(Op.Kind.SIZE, 0, 0));
        assertConflict(op(Op.Kind.ALLOCATE, 0, 9), op(Op.Kind.APPEND, 0, 9));
    }

    @Test
    void theCursorIsForOne() {
        assertConflict(op(Op.Kind.READ_CURSOR, 0, 1), op(Op.Kind.POSITION, 0, 0));
        assertConflict(op(Op.Kind.SEEK, 0, 0), op(Op.Kind.WRITE_CURSOR, 0, 1));
    }

    private static Op op(Op.Kind kind, int at, int length) {
        return new Op(kind, at, length, 0, 0);
    }

    private static void assertTogether(Op... ops) {
        for (Op one : ops) {
            for (Op other : ops) {
                assertTrue(one == other || !conflict(one, other), one + " and " + other);
            }
        }
    }

    private static void assertConflict(Op one, Op other) {
        assertTrue(conflict(one, other), one + " and " + other);
        assertTrue(conflict(other, one), other + " and " + one);
        assertFalse(conflict(op(Op.Kind.SYNC, 0, 0), one));
    }

    private static boolean conflict(Op one, Op other) {
        FileModel model = new FileModel();
        model.grow(SIZE);
        return Footprint.of(one, model).conflictsWith(Footprint.of(other, model));
    }
}
