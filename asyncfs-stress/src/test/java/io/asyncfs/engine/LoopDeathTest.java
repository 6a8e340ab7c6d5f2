/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a loop that ends leaves to a kernel that is not done. */
class LoopDeathTest {
    /** From Linux 6.10 on it may look the descriptor up only then, and its number would be that of another file. */
    @Test
    void aDescriptorOfASyncThatGoesOnIsKept() {
        Bench bench = new Bench();
        bench.queue.waits(true);
        Future<Void> sync = bench.file.sync();
        bench.turn(); // it joins
        bench.turn(); // its call is made
        bench.onLoop(bench.engine.end()::die);
        assertEquals("terminated", bench.end(sync));
        assertEquals(0, bench.descriptor.closes());
    }
}
