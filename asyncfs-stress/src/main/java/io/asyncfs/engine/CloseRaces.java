/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Close against everything that uses the descriptor. */
public final class CloseRaces {
    private CloseRaces() {}

    /** A read of another thread is done or refused, never half. */
    @JCStressTest
    @Outcome(id = "done, balanced", expect = ACCEPTABLE, desc = "accepted before")
    @Outcome(id = "closed, balanced", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class Read {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private Future<Integer> read;

        @Actor
        public void reader() {
            read = bench.file.read(buffer, 0);
        }

        @Actor
        public void closer() {
            bench.file.close();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = bench.end(read);
            result.r2 = bench.balanceClosed(buffer);
        }
    }

    /** The same while the loop runs, which closes the descriptor as soon as it may. */
    @JCStressTest
    @Outcome(id = "done, balanced", expect = ACCEPTABLE, desc = "accepted before")
    @Outcome(id = "closed, balanced", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class ReadWhileTheLoopCloses {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private Future<Integer> read;

        public ReadWhileTheLoopCloses() {
            bench.file.close();
        }

        @Actor
        public void reader() {
            read = bench.file.read(buffer, 0);
        }

        @Actor
        public void loop() {
            bench.turn();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = bench.end(read);
            result.r2 = bench.balanceClosed(buffer);
        }
    }

    /** A cancelled read, and the close that waits for it. */
    @JCStressTest
    @Outcome(id = "true, cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, cancelled, balanced", expect = ACCEPTABLE)
    @State
    public static class Cancel {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer, 0);

        @Actor
        public void loop() {
            bench.file.close();
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = read.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(read);
            result.r3 = bench.balanceClosed(buffer);
        }
    }

    /** A transfer on the calling thread: the descriptor stays open as long as it runs. */
    @JCStressTest
    @Outcome(id = "true, balanced", expect = ACCEPTABLE, desc = "close waited")
    @Outcome(id = "false, balanced", expect = ACCEPTABLE, desc = "refused")
    @State
    public static class TransferOnTheCaller {
        private final Bench bench = new Bench();

        @Actor
        public void caller(LL_Result result) {
            boolean entered = bench.view.enterInline();
            result.r1 = entered;
            if (entered) {
                bench.descriptor.use();
                bench.view.leaveInline();
            }
        }

        @Actor
        public void closer() {
            bench.file.close();
            bench.turn();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r2 = bench.balanceClosed();
        }
    }

    /** One more view against the close of the last: it has the descriptor, or is told that there is none any more. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "one view more")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it was the last")
    @State
    public static class View {
        private final SharedFile shared = new Bench().shared;

        @Actor
        public void viewer(LL_Result result) {
            result.r1 = shared.tryRetain();
        }

        @Actor
        public void closer(LL_Result result) {
            result.r2 = shared.release();
        }
    }

    /** The last two views are closed on loops of their own: one of them closes the descriptor, after both. */
    @JCStressTest
    @Outcome(id = "balanced", expect = ACCEPTABLE)
    @State
    public static class TwoViews {
        private final Bench one = new Bench();
        private final ByteBuf first = Bench.buffer();
        private final ByteBuf second = Bench.buffer();
        private final Bench other;
        private final Future<Integer> read;
        private final Future<Integer> otherRead;

        public TwoViews() {
            one.shared.tryRetain();
            other = new Bench(new StandInQueue(false), one.shared);
            read = one.file.read(first, 0);
            otherRead = other.file.read(second, 0);
        }

        @Actor
        public void loop() {
            one.file.close();
            one.turn();
        }

        @Actor
        public void otherLoop() {
            other.file.close();
            other.turn();
        }

        @Arbiter
        public void end(L_Result result) {
            boolean read1 = one.end(read).equals("done");
            boolean read2 = other.end(otherRead).equals("done");
            one.end(one.file.close());
            String balance = other.balanceClosed(second);
            result.r1 = read1 && read2 && balance.equals("balanced") ? one.balanceClosed(first) : balance;
        }
    }
}
