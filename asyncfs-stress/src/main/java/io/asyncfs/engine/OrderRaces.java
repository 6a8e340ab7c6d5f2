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

/** Two loops that use one open file: what is to be one at a time over all views. */
public final class OrderRaces {
    private OrderRaces() {}

    private static Bench another(Bench one) {
        one.shared.tryRetain();
        return new Bench(new StandInQueue(false), one.shared);
    }

    /** Turns both loops until both operations are over. */
    private static String ends(Bench one, Future<?> first, Bench other, Future<?> second) {
        for (int i = 0; i < 1_000_000 && !(first.isDone() && second.isDone()); i++) {
            one.turn();
            other.turn();
        }
        return first.isDone() && second.isDone() ? one.end(first) + ' ' + other.end(second) : "stuck";
    }

    /** Appends of two loops: one after the other, and neither waits for ever. */
    @JCStressTest
    @Outcome(id = "done done, balanced", expect = ACCEPTABLE)
    @State
    public static class Appends {
        private final ByteBuf buffer = Bench.content();
        private final ByteBuf otherBuffer = Bench.content();
        private final Bench one = new Bench();
        private final Bench other = another(one);
        private final Future<Integer> append = one.file.append(buffer);
        private final Future<Integer> otherAppend = other.file.append(otherBuffer);

        @Actor
        public void loop() {
            one.turn();
            one.turn();
        }

        @Actor
        public void otherLoop() {
            other.turn();
            other.turn();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = ends(one, append, other, otherAppend);
            String balance = one.balance(buffer);
            result.r2 = balance.equals("balanced") ? other.balance(otherBuffer) : balance;
        }
    }

    /** The append that waits is cancelled while its turn comes; those behind it go on. */
    @JCStressTest
    @Outcome(id = "true, done cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done done, balanced", expect = ACCEPTABLE)
    @State
    public static class CancelledAppend {
        private final ByteBuf buffer = Bench.content();
        private final ByteBuf otherBuffer = Bench.content();
        private final ByteBuf third = Bench.content();
        private final Bench one = new Bench();
        private final Bench other = another(one);
        private final Future<Integer> append = one.file.append(buffer);
        private final Future<Integer> waiting;

        public CancelledAppend() {
            one.queue.waits(true);
            one.turn();
            waiting = other.file.append(otherBuffer);
            other.turn();
            one.queue.waits(false);
        }

        @Actor
        public void loop() {
            one.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = waiting.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = ends(one, append, other, waiting);
            Future<Integer> behind = one.file.append(third);
            boolean goesOn = ends(one, behind, other, waiting).startsWith("done ");
            result.r3 = goesOn ? other.balance(buffer, otherBuffer, third) : "the next append: " + behind;
        }
    }

    /** An append that goes along with the one before it is cancelled meanwhile; the one behind it goes on. */
    @JCStressTest
    @Outcome(id = "true, done cancelled done, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done cancelled done, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done done done, balanced", expect = ACCEPTABLE)
    @State
    public static class CancelledAlong {
        private final ByteBuf buffer = Bench.content();
        private final ByteBuf second = Bench.content();
        private final ByteBuf third = Bench.content();
        private final Bench bench = new Bench();
        private final Future<Integer> append = bench.file.append(buffer);
        private final Future<Integer> along = bench.file.append(second);
        private final Future<Integer> behind = bench.file.append(third);

        @Actor
        public void loop() {
            bench.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = along.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = bench.end(append) + ' ' + bench.end(along) + ' ' + bench.end(behind);
            result.r3 = bench.balance(buffer, second, third);
        }
    }

    /** Syncs of two loops share a kernel call or follow each other, and none is forgotten. */
    @JCStressTest
    @Outcome(id = "done done, balanced", expect = ACCEPTABLE)
    @State
    public static class Syncs {
        private final Bench one = new Bench();
        private final Bench other = another(one);
        private final Future<Void> sync = one.file.sync();
        private final Future<Void> otherSync = other.file.dataSync();

        /** Its sync joins, a call is made, and whose it was are told. */
        @Actor
        public void loop() {
            one.turn();
            one.turn();
            one.turn();
        }

        @Actor
        public void otherLoop() {
            other.turn();
            other.turn();
            other.turn();
        }

        @Arbiter
        public void end(LL_Result result) {
            result.r1 = ends(one, sync, other, otherSync);
            String balance = one.balance();
            result.r2 = balance.equals("balanced") ? other.balance() : balance;
        }
    }

    /** A sync that waits for another's kernel call is cancelled while the next call is put together. */
    @JCStressTest
    @Outcome(id = "true, done cancelled, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done done, balanced", expect = ACCEPTABLE)
    @State
    public static class CancelledSync {
        private final Bench one = new Bench();
        private final Bench other = another(one);
        private final Future<Void> sync = one.file.sync();
        private final Future<Void> waiting;

        public CancelledSync() {
            one.queue.waits(true);
            one.turn();
            one.turn();
            one.turn();
            waiting = other.file.sync();
            other.turn();
            one.queue.waits(false);
        }

        /** The call ends, and the next starts in a turn of the loop of who waits. */
        @Actor
        public void loops() {
            one.turn();
            other.turn();
        }

        @Actor
        public void caller(LLL_Result result) {
            result.r1 = waiting.cancel(true);
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r2 = ends(one, sync, other, waiting);
            boolean goesOn = ends(one, one.file.sync(), other, waiting).startsWith("done ");
            result.r3 = goesOn ? other.balance() : "the next sync does not end";
        }
    }
}
