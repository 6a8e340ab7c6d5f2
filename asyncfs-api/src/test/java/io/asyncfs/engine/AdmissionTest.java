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
import java.util.List;
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

    @Test
    void aViewThatClosesWaitsNoLonger() {
        assertTrue(admission.tryEnter() && admission.tryEnter());
        Object closing = new Object();
        Promise<Void> first = promise();
        Promise<Void> others = promise();
        Promise<Void> second = promise();
        admission.whenOpen(closing, first);
        admission.whenOpen(this, others);
        admission.whenOpen(closing, second);
        admission.closed(closing);
        admission.closed(closing);
        assertTrue(first.isDone() && second.isDone());
        assertFalse(others.isDone());
        admission.leave();
        assertTrue(others.isDone());
    }

    /** Else one that waits a thousand times would keep the others waiting. */
    @Test
    void viewsTakeTurns() {
        assertTrue(admission.tryEnter() && admission.tryEnter());
        StringBuilder told = new StringBuilder();
        for (String view : List.of("a", "a", "a", "b", "c", "b")) {
            Promise<Void> waits = promise();
            waits.addListener(open -> {
                told.append(view);
                assertTrue(admission.tryEnter());
            });
            admission.whenOpen(view, waits);
        }
        for (int i = 0; i < 6; i++) {
            admission.leave();
        }
        assertEquals("abcaba", told.toString());
    }

    /** Who is refused has no place to give away. */
    @Test
    void aRefusalTellsNobody() {
        assertTrue(admission.tryEnter() && admission.tryEnter());
        Promise<Void> waits = promise();
        admission.whenOpen(this, waits);
        assertFalse(admission.tryEnter());
        assertFalse(waits.isDone());
        assertEquals(1, refused.sum());
        assertEquals(2, admission.admitted());
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
