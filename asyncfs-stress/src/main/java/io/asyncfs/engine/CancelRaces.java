/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.asyncfs.DeadlineExceededException;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Cancel against the loop that gives the operation to the kernel and takes it back. */
public final class CancelRaces {
    private CancelRaces() {}

    /** A read into a buffer of the caller. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "it had not gone to the kernel")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "the kernel was quicker")
    @Outcome(id = "false, cancelled, balanced", expect = ACCEPTABLE, desc = "the kernel stopped it")
    @State
    public static class CallersBuffer {
        private final Bench bench = new Bench();
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

    /** A read that owns its buffer: exactly one of the future and the engine gives the buffer back. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "it answered at once")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "it was done before")
    @State
    public static class OwnBuffer {
        private final Bench bench = new Bench();
        private final Future<ByteBuf> read = bench.file.read(0, Bench.BYTES);
        private final ByteBuf buffer = Bench.promise(read).op().transfer().buf();

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
            result.r3 = bench.balance();
            if (buffer.refCnt() != (read.isSuccess() ? 1 : 0) || read.isSuccess() && !buffer.release()) {
                result.r3 = "references to the buffer: " + buffer.refCnt();
            }
        }
    }

    /** Two that stop it, with different causes, before the loop sees it: one of them has ended it. */
    @JCStressTest
    @Outcome(id = "true, false, cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, true, late, balanced", expect = ACCEPTABLE)
    @State
    public static class AndDeadline {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer, 0);

        @Actor
        public void caller(LLLL_Result result) {
            result.r1 = read.cancel(true);
        }

        @Actor
        public void timer(LLLL_Result result) {
            result.r2 = Bench.promise(read).stop(new DeadlineExceededException("late"));
        }

        @Arbiter
        public void end(LLLL_Result result) {
            result.r3 = bench.end(read);
            result.r4 = bench.balance(buffer);
        }
    }

    /** The second of two, which waits because one may be in flight: its cancel comes while its turn comes. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE, desc = "taken out of the queue")
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "the kernel was quicker")
    @Outcome(id = "false, cancelled, balanced", expect = ACCEPTABLE, desc = "the kernel stopped it")
    @State
    public static class WhileItWaits {
        private final Bench bench = new Bench();
        private final ByteBuf first = Bench.buffer();
        private final ByteBuf second = Bench.buffer();
        private final Future<Integer> ahead = bench.file.read(first, 0);
        private final Future<Integer> read = bench.file.read(second, 0);

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
            result.r3 = bench.end(ahead).equals("done") ? bench.balance(first, second) : "the first: " + ahead;
        }
    }

    /** The record of an operation serves the next one of the loop; the cancel of the old one must not stop that. */
    @JCStressTest
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE, desc = "the first was done or could not be stopped")
    @Outcome(id = "false, cancelled, balanced", expect = ACCEPTABLE, desc = "the first was stopped by the kernel")
    @State
    public static class RecordOfAnother {
        private final Bench bench = new Bench();
        private final ByteBuf first = Bench.buffer();
        private final ByteBuf second = Bench.buffer();
        private final Future<Integer> old = bench.file.read(first, 0);
        private Future<Integer> next;
        private boolean recycled;

        public RecordOfAnother() {
            bench.queue.waits(true);
            bench.turn();
        }

        @Actor
        public void loop() {
            bench.onLoop(() -> {
                FileOp record = Bench.promise(old).op();
                bench.queue.waits(false);
                bench.engine.dispatcher().turn();
                bench.queue.waits(true);
                next = bench.file.read(second, 0);
                recycled = Bench.promise(next).op() == record;
            });
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = old.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            bench.turn(); // the news of the cancel arrive while the second is in flight
            bench.queue.waits(false);
            result.r2 = bench.end(old);
            result.r3 = !recycled
                    ? "the record was not used again"
                    : bench.end(next).equals("done") ? bench.balance(first, second) : "the second: " + next;
        }
    }
}
