/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final LongAdder refused = new LongAdder();
    private final Admission admission = new Admission(new FsConfig.Limits(2, 0, 0, 1, 0), refused);

    private static Promise<Void> promise() {
        return new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);
    }

    @Test
    void whoWaitsIsToldForAsLongAsThereIsRoom() {
        assertTrue(admission.tryEnter() && admission.tryEnter());
        int[] told = {0};
        for (int i = 0; i < 100; i++) {
            Promise<Void> waits = promise();
            waits.addListener(open -> {
                told[0]++;
                assertTrue(admission.tryEnter());
            });
            admission.whenOpen(this, waits);
        }
        for (int left = 1; left <= 100; left++) {
            admission.leave();
            assertEquals(left, told[0]);
        }
        assertEquals(0, refused.sum());
    }

    /** One that is told and wants the room no more must not keep the others waiting. */
    @Test
    void allAreToldWhenNobodyTakesTheRoom() {
        assertTrue(admission.tryEnter() && admission.tryEnter());
        Promise<Void> first = promise();
        Promise<Void> second = promise();
        admission.whenOpen(this, first);
        admission.whenOpen(this, second);
        assertFalse(first.isDone() || second.isDone());
        admission.leave();
        assertTrue(first.isDone() && second.isDone());
        Promise<Void> third = promise();
        admission.whenOpen(this, third);
        assertTrue(third.isDone());
    }
}
