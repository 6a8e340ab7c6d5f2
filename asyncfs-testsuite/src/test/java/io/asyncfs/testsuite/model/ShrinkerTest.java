/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatDoesNotMatterIsTakenOut() {
        List<Op> program = new Generator(1, 1).program(1000);
        Op first = program.get(123);
        Op second = program.get(877);
        Shrinker.Result shrunk = Shrinker.shrink(
                program, 1, ops -> ops.stream().anyMatch(op -> op.equals(first)) && ops.contains(second), LONG);
        assertEquals(List.of(first, second), shrunk.program());
        assertFalse(shrunk.late());
        assertTrue(shrunk.runs() < 300, shrunk.runs() + " runs");
    }

    @Test
    void numbersBecomeAsSmallAsTheyCan() {
        Predicate<List<Op>> fails = ops -> ops.stream()
                .anyMatch(op -> op.kind() == Op.Kind.WRITE && op.at() >= 100 && op.at() + op.length() > 5000);
        Shrinker.Result shrunk = Shrinker.shrink(
                List.of(new Op(Op.Kind.SIZE, 0, 0, 0, 0), new Op(Op.Kind.WRITE, 9999, 12345, 5, 1)), 1, fails, LONG);
        assertEquals(1, shrunk.program().size());
        Op write = shrunk.program().get(0);
        assertEquals(0, write.memory());
        assertEquals(5001, write.at() + write.length());
    }

    @Test
    void aSeekBackwardsStaysOne() {
        Shrinker.Result shrunk = Shrinker.shrink(
                List.of(new Op(Op.Kind.SEEK, -9999, 0, 4, 0)),
                1,
                ops -> ops.get(0).at() < 0,
                LONG);
        assertTrue(shrunk.program().get(0).at() < 0);
    }

    @Test
    void positionsStayMultiplesOfTheBlock() {
        List<Op> program = new Generator(2, 4096).program(200);
        Shrinker.shrink(
                program,
                4096,
                ops -> {
                    ops.stream()
                            .filter(op -> op.kind() == Op.Kind.WRITE)
                            .forEach(op -> assertEquals(0, (op.at() | op.length()) % 4096, op::toString));
                    return ops.size() > 3;
                },
                LONG);
    }

    @Test
    void theTimeIsBounded() {
        List<Op> program = new Generator(3, 1).program(1000);
        Shrinker.Result shrunk = Shrinker.shrink(program, 1, ops -> ops.size() > 500, Duration.ZERO);
        assertEquals(program, shrunk.program());
        assertEquals(0, shrunk.runs());
        assertTrue(shrunk.late());
    }

    @Test
    void oneSeedMakesOneProgram() {
        List<Op> program = new Generator(42, 1).program(1000);
        assertEquals(program, new Generator(42, 1).program(1000));
        assertEquals(program.subList(0, 300), new Generator(42, 1).program(300));
        assertFalse(program.equals(new Generator(43, 1).program(1000)));
    }
}
