/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MeterTest {
    private final Meter meter = new Meter();

    private void begin() {
        meter.reset(Pass.timed(3600));
        meter.begin();
    }

    @Test
    void eachPassBeginsWithTheLanesOfTheOneBeforeAndNothingInThem() {
        begin();
        Meter.Lane mine = meter.lane();
        Meter.Lane other = CompletableFuture.supplyAsync(meter::lane).join();
        assertNotSame(mine, other);
        mine.ended(System.nanoTime());
        other.ended(System.nanoTime());
        assertEquals(2, meter.ops());
        assertEquals(2, meter.latencies().getTotalCount());

        begin();
        assertEquals(0, meter.ops());
        assertSame(mine, CompletableFuture.supplyAsync(meter::lane).join());
        assertSame(other, meter.lane());
        meter.lane().ended(System.nanoTime());
        assertEquals(1, meter.latencies().getTotalCount());
    }

    @Test
    void theTimeCanBeEndedBeforeItIsOver() {
        begin();
        assertTrue(meter.lane().ended(System.nanoTime()));
        meter.end();
        assertFalse(meter.lane().ended(System.nanoTime()));
    }
}
