/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.spi.KernelQueue;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class SubmitBudgetTest {
    private final SubmitBudget budget = new SubmitBudget();

    /** Submits as many of {@code waiting} as fit at once, and returns how many. */
    private int submit(int waiting, long length, boolean direct) {
        int submitted = 0;
        for (; submitted < waiting && budget.isOpen(); submitted++) {
            budget.spend(length, direct);
        }
        return submitted;
    }

    @Test
    void requestsAndBytesOfOneSubmissionAreBounded() {
        assertEquals(64, submit(100, 4096, false));
        budget.renew(0);
        assertEquals(16, submit(100, 64 << 10, false));
    }

    @Test
    void directRequestsThatComeAtOnceAreSubmittedInGrowingPortions() {
        int inFlight = 0;
        int[] portions = {4, 4, 8, 16, 32, 36};
        for (int portion : portions) {
            int submitted = submit(100 - inFlight, 4096, true);
            assertEquals(portion, submitted, inFlight + " in flight");
            inFlight += submitted;
            budget.renew(inFlight);
        }
    }

    @Test
    void othersGoBesideThem() {
        assertEquals(3, submit(3, 4096, true));
        assertEquals(10, submit(10, 4096, false));
        assertEquals(1, submit(10, 4096, true));
        budget.renew(4);
        assertEquals(64, submit(100, 4096, false));
    }

    @Test
    void completionsOfDirectRequestsComeInGrowingPortionsUnlessNobodySubmits() {
        assertEquals(100, reap(100, false));
        budget.renew(1);
        for (int portion : new int[] {1, 2, 4, 4}) {
            assertEquals(portion, reap(100, true));
        }
        assertEquals(8, reap(100, false));
        assertEquals(3, reap(3, false));
        assertEquals(1, reap(100, true));
        assertEquals(8, reap(100, false));
    }

    /** Takes of so many that have completed; those who are told submit, or do not. */
    private int reap(int completed, boolean submit) {
        int[] left = {completed};
        KernelQueue queue = (KernelQueue) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KernelQueue.class}, (self, method, arguments) -> {
                    if (method.getName().equals("hasUnsubmitted")) {
                        return submit;
                    }
                    assertEquals("reap", method.getName());
                    int taken = Math.min(left[0], (int) arguments[1]);
                    left[0] -= taken;
                    return taken;
                });
        return budget.reap(queue, null);
    }
}
