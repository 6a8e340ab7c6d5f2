/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The bound on what a loop accepts, and the signal that says when to go on. */
public final class LimitRaces {
    private LimitRaces() {}

    private static Admission one() {
        return new Admission(new FsConfig.Limits(1, 0, 0, 1, 0), new LongAdder());
    }

    /** Two want the one place. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE)
    @Outcome(id = "false, true", expect = ACCEPTABLE)
    @State
    public static class LastPlace {
        private final Admission admission = one();

        @Actor
        public void first(LL_Result result) {
            result.r1 = admission.tryEnter();
        }

        @Actor
        public void second(LL_Result result) {
            result.r2 = admission.tryEnter();
        }
    }

    /** Somebody begins to wait while the place becomes free: the signal is not lost. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class Signal {
        private final Admission admission = one();
        private final Object view = new Object();
        private final Promise<Void> signal = ImmediateEventExecutor.INSTANCE.newPromise();

        public Signal() {
            admission.tryEnter();
        }

        @Actor
        public void leaves() {
            admission.leave();
        }

        @Actor
        public void waits() {
            admission.whenOpen(view, signal);
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = signal.isSuccess();
        }
    }

    /** Somebody begins to wait while its view closes, on a loop without room: it is told of that. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class Closing {
        private final Admission admission = one();
        private final Object view = new Object();
        private final Promise<Void> signal = ImmediateEventExecutor.INSTANCE.newPromise();
        private volatile boolean closed;

        public Closing() {
            admission.tryEnter();
        }

        @Actor
        public void closes() {
            closed = true;
            admission.closed(view);
        }

        @Actor
        public void waits() {
            admission.whenOpen(view, signal);
            if (closed) {
                admission.closed(view);
            }
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = signal.isSuccess();
        }
    }

    /** A third one that is refused, or takes the place, does not swallow the signal. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it took the place that had become free")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class SignalBesideAnother {
        private final Admission admission = one();
        private final Object view = new Object();
        private final Promise<Void> signal = ImmediateEventExecutor.INSTANCE.newPromise();

        public SignalBesideAnother() {
            admission.tryEnter();
            admission.whenOpen(view, signal);
        }

        @Actor
        public void leaves() {
            admission.leave();
        }

        @Actor
        public void another(LL_Result result) {
            boolean entered = admission.tryEnter();
            result.r1 = entered;
            if (entered) {
                admission.leave();
            }
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = signal.isSuccess();
        }
    }
}
