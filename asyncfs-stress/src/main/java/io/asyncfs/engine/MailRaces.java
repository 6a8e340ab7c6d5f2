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

/** What reaches a loop from other threads: in order, once, noticed, and returned when the loop is gone. */
public final class MailRaces {
    private MailRaces() {}

    private static final class Letter extends Mailbox.Mail {
        private final StringBuilder log;
        private final char name;

        Letter(StringBuilder log, char name) {
            this.log = log;
            this.name = name;
        }

        @Override
        void deliver() {
            log.append(name);
        }
    }

    /** Of two that find the mailbox empty one wakes the loop, and both are delivered. */
    @JCStressTest
    @Outcome(id = "true, false, ab", expect = ACCEPTABLE)
    @Outcome(id = "false, true, ba", expect = ACCEPTABLE)
    @State
    public static class TwoSenders {
        private final Mailbox mailbox = new Mailbox();
        private final StringBuilder log = new StringBuilder();

        @Actor
        public void first(LLL_Result result) {
            result.r1 = mailbox.post(new Letter(log, 'a'));
        }

        @Actor
        public void second(LLL_Result result) {
            result.r2 = mailbox.post(new Letter(log, 'b'));
        }

        @Arbiter
        public void end(LLL_Result result) {
            mailbox.drain();
            result.r3 = log.toString();
        }
    }

    /** What one thread sends is delivered in order, and what comes after a drain is announced. */
    @JCStressTest
    @Outcome(id = "true false false, abc", expect = ACCEPTABLE)
    @Outcome(id = "true true false, abc", expect = ACCEPTABLE)
    @Outcome(id = "true false true, abc", expect = ACCEPTABLE)
    @Outcome(id = "true true true, abc", expect = ACCEPTABLE)
    @State
    public static class SendersAndDrain {
        private final Mailbox mailbox = new Mailbox();
        private final StringBuilder log = new StringBuilder();

        @Actor
        public void sender(LL_Result result) {
            result.r1 = mailbox.post(new Letter(log, 'a'))
                    + " " + mailbox.post(new Letter(log, 'b'))
                    + " " + mailbox.post(new Letter(log, 'c'));
        }

        @Actor
        public void loop() {
            mailbox.drain();
            mailbox.drain();
        }

        @Arbiter
        public void end(LL_Result result) {
            mailbox.drain();
            result.r2 = log.toString();
        }
    }

    /** An operation that comes while its loop ends is done or fails; its buffer comes back. */
    @JCStressTest
    @Outcome(id = "done 1, 1", expect = ACCEPTABLE, desc = "the drain took it")
    @Outcome(id = "terminated 1, 1", expect = ACCEPTABLE, desc = "refused or returned")
    @State
    public static class EndOfTheLoop {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private volatile int ends;
        private Future<Integer> read;

        @Actor
        public void sender() {
            read = bench.file.read(buffer, 0);
            read.addListener(done -> ends++);
        }

        @Actor
        public void loop() {
            bench.onLoop(() -> bench.engine.end().die());
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = (read.isDone() ? bench.end(read) : "never") + ' ' + ends;
            result.r2 = buffer.refCnt();
            buffer.release();
        }
    }

    /** The same, cancelled meanwhile. */
    @JCStressTest
    @Outcome(id = "true, cancelled, 1", expect = ACCEPTABLE)
    @Outcome(id = "false, done, 1", expect = ACCEPTABLE)
    @Outcome(id = "false, cancelled, 1", expect = ACCEPTABLE)
    @Outcome(id = "false, terminated, 1", expect = ACCEPTABLE)
    @State
    public static class CancelAtTheEndOfTheLoop {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer, 0);

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = read.cancel(true);
        }

        @Actor
        public void loop() {
            bench.onLoop(() -> bench.engine.end().die());
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = read.isDone() ? bench.end(read) : "never";
            result.r3 = buffer.refCnt();
            buffer.release();
        }
    }

    /** A loop that goes to sleep while mail comes wakes up for it; it would sleep longer than a busy machine makes it wait. */
    @JCStressTest
    @Outcome(id = "awake", expect = ACCEPTABLE)
    @State
    public static class Sleep {
        private static final long LONG_NANOS = 20_000_000_000L;

        private final Mailbox mailbox = new Mailbox();
        private final LoopWait wait = new LoopWait(null);

        @Actor
        public void sender() {
            if (mailbox.post(new Mailbox.Nudge())) {
                wait.wake();
            }
        }

        @Actor
        public void loop(L_Result result) {
            long start = System.nanoTime();
            while (mailbox.isEmpty() && System.nanoTime() - start < LONG_NANOS) {
                wait.await(LONG_NANOS, mailbox::isEmpty);
            }
            result.r1 = System.nanoTime() - start < LONG_NANOS ? "awake" : "overslept";
        }
    }

    /** Whoever wakes a loop is done with its queue when the loop closes that, whatever it woke up for. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE)
    @State
    public static class WakeAtTheEndOfTheLoop {
        private final StandInQueue queue = new StandInQueue(false);
        private final LoopWait wait = new LoopWait(queue);

        @Actor
        public void sender() {
            wait.wake();
        }

        @Actor
        public void loop() {
            wait.await(1, WakeAtTheEndOfTheLoop::isAsleepForAMoment);
            wait.end();
            queue.close();
        }

        private static boolean isAsleepForAMoment() {
            Thread.yield();
            return true;
        }

        @Arbiter
        public void end(L_Result result) {
            result.r1 = queue.wokenWhenClosed();
        }
    }
}
