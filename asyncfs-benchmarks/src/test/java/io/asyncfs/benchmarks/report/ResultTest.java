/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Workload;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTest {
    private static Result of(double... rounds) {
        return Result.of(
                Workload.ALL.get(0),
                new Result.Source("e", "b", true, "c"),
                DoubleStream.of(rounds)
                        .mapToObj(ops -> new Measurement(1, ops, ops, ops, ops, ops, 10 - ops, null, null, 0))
                        .toList(),
                null);
    }

    @ParameterizedTest
    @CsvSource({"'7', 7", "'9 1 4', 4", "'8 2', 5", "'1 9 3 4', 3.5"})
    void theMedianIsInTheMiddle(String rounds, double expected) {
        double[] all =
                Stream.of(rounds.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertEquals(expected, of(all).median());
        assertEquals(10 - expected, of(all).cpuNanosPerOp());
    }

    @Test
    void theRestIsOfOneRound() {
        Result result = of(8, 2, 3, 1);
        assertEquals(3, result.p50());
        assertEquals(1, result.min());
        assertEquals(8, result.max());
    }
}
