/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Cancel against the pool: against a thread that takes the operation, and against the kernel that hands it over. */
public final class PoolRaces {
    private PoolRaces() {}

    /** A call that waits for a thread of the pool: when its cancel says yes, it is never made. */
    @JCStressTest
    @Outcome(id = "true, cancelled, 0 balanced", expect = ACCEPTABLE, desc = "no thread had taken it")
    @Outcome(id = "false, done, 1 balanced", expect = ACCEPTABLE, desc = "a thread was quicker")
    @State
    public static class CallThatWaits {
        private final Bench bench = new Bench(null, null);
        private final Future<Long> size = bench.file.size();

        @Actor
        public void loop() {
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = size.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(size);
            int calls = bench.descriptor.calls();
            result.r3 = calls + " " + bench.balance();
        }
    }

    /**
     * The record of a cancelled call serves the close that follows at once: a thread that took it for the call makes no
     * second close.
     */
    @JCStressTest
    @Outcome(id = "cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "done, balanced", expect = ACCEPTABLE)
    @State
    public static class CallBeforeTheClose {
        private static final int WAKE_UP = 2000; // about as long as a thread of the pool takes

        private final Bench bench = new Bench(null, null);
        private Future<Long> size;

        @Actor
        public void loop() {
            bench.onLoop(() -> {
                size = bench.file.size();
                bench.engine.dispatcher().turn();
                for (int i = ThreadLocalRandom.current().nextInt(WAKE_UP); i > 0; i--) {
                    Thread.onSpinWait();
                }
                size.cancel(true);
                bench.engine.dispatcher().turn();
                bench.file.close();
                bench.engine.dispatcher().turn();
            });
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = bench.end(size);
            result.r2 = bench.balanceClosed();
        }
    }

    /** As before, of a read that owns its buffer, which has to come back from the thread. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "it answered at once")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "it was done before")
    @State
    public static class ReadThatOwnsItsBuffer {
        private final Bench bench = new Bench(null, null);
        private final Future<ByteBuf> read = bench.file.read(0, Bench.BYTES);
        private final ByteBuf buffer = Bench.promise(read).op().transfer().buf();

        @Actor
        public void loop() {
            bench.turn();
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = read.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(read);
            result.r3 = bench.balanceClosed();
            if (buffer.refCnt() != (read.isSuccess() ? 1 : 0) || read.isSuccess() && !buffer.release()) {
                result.r3 = "references to the buffer: " + buffer.refCnt();
            }
        }
    }

    /** The kernel hands the operation back to be done on the pool, where it can be cancelled again. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "before the kernel had it, or after")
    @Outcome(id = "false, cancelled, balanced", expect = ACCEPTABLE, desc = "asked for while the kernel had it")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "a thread was quicker")
    @State
    public static class HandedBack {
        private final Bench bench = new Bench(new StandInQueue(true), null);
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer, 0);

        @Actor
        public void loop() {
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = read.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(read);
            result.r3 = bench.balance(buffer);
        }
    }

    /** The same of a read that owns its buffer: that answers at once, wherever it is. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "it answered at once")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "it was done before")
    @State
    public static class OwnBufferHandedBack {
        private final Bench bench = new Bench(new StandInQueue(true), null);
        private final Future<ByteBuf> read = bench.file.read(0, Bench.BYTES);
        private final ByteBuf buffer = Bench.promise(read).op().transfer().buf();

        @Actor
        public void loop() {
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = read.cancel(true);
            if (!read.isDone()) {
                result.r1 = "lost";
            }
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(read);
            result.r3 = bench.balanceClosed();
            if (buffer.refCnt() != (read.isSuccess() ? 1 : 0) || read.isSuccess() && !buffer.release()) {
                result.r3 = "references to the buffer: " + buffer.refCnt();
            }
        }
    }
}
