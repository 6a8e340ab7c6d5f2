/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Threads that get their results together, and wake each other. */
public final class WakeRaces {
    private WakeRaces() {}

    /** A loop gives a waiter others to wake while that one goes on by itself: either of both wakes them, and not both. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it wakes them")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "it had gone on; the loop asks another")
    @State
    public static class GoesOnMeanwhile {
        private final WaitingThread leader = new WaitingThread(null);
        private final WaitingThread other = new WaitingThread(null);

        @Actor
        public void loop(ZZ_Result result) {
            result.r1 = leader.leads(other);
        }

        @Actor
        public void waiter(ZZ_Result result) {
            result.r2 = leader.takeFollowers() == other;
        }
    }

    /** It goes on while the loop does not wait for that any more: one of both wakes the others. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE)
    @Outcome(id = "false, true", expect = ACCEPTABLE)
    @State
    public static class GoesOnLate {
        private final WaitingThread leader = new WaitingThread(null);
        private final WaitingThread other = new WaitingThread(null);

        public GoesOnLate() {
            leader.leads(other);
        }

        @Actor
        public void loop(ZZ_Result result) {
            result.r1 = leader.takeFollowers() == other;
        }

        @Actor
        public void waiter(ZZ_Result result) {
            result.r2 = leader.takeFollowers() == other;
        }
    }
}
