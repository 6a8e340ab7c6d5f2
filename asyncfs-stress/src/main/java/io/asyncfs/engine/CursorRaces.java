/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.asyncfs.LastOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The cursor passes from one thread to another, and LastOp is polled by any. */
public final class CursorRaces {
    private CursorRaces() {}

    /** Two want to hold it. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE)
    @Outcome(id = "false, true", expect = ACCEPTABLE)
    @State
    public static class Hold {
        private final Cursor cursor = new Cursor();

        @Actor
        public void first(LL_Result result) {
            result.r1 = cursor.tryHold();
        }

        @Actor
        public void second(LL_Result result) {
            result.r2 = cursor.tryHold();
        }
    }

    /** The next holder sees where the last one left it. */
    @JCStressTest
    @Outcome(id = "false, -1", expect = ACCEPTABLE, desc = "still held")
    @Outcome(id = "true, 7", expect = ACCEPTABLE, desc = "moved")
    @State
    public static class HandOver {
        private final Cursor cursor = new Cursor();

        public HandOver() {
            cursor.tryHold();
        }

        @Actor
        public void holder() {
            cursor.moveTo(7);
            cursor.release();
        }

        @Actor
        public void next(LL_Result result) {
            boolean held = cursor.tryHold();
            result.r1 = held;
            result.r2 = held ? cursor.position() : -1;
        }
    }

    /** A snapshot is whole; when it says done, the next operation can start, from where that one ended. */
    @JCStressTest
    @Outcome(
            id = "LastOp[kind=READ, isDone=false, bytes=0, isEof=false, cause=null], busy, balanced",
            expect = ACCEPTABLE)
    @Outcome(
            id = "LastOp[kind=READ, isDone=true, bytes=16, isEof=false, cause=null], at 16, balanced",
            expect = ACCEPTABLE)
    @State
    public static class Poll {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer);

        @Actor
        public void loop() {
            bench.turn();
        }

        @Actor
        public void poller(LLL_Result result) {
            LastOp op = bench.file.lastOp();
            result.r1 = op.toString();
            result.r2 = "busy";
            if (op.isDone()) {
                Future<Long> position = bench.file.position();
                result.r2 = position.isSuccess()
                        ? "at " + position.getNow()
                        : position.cause().toString();
            }
        }

        @Arbiter
        public void end(LLL_Result result) {
            result.r3 = bench.end(read).equals("done") ? bench.balance(buffer) : "the read: " + read;
        }
    }

    /** A cancelled cursor operation gives the cursor back once, where it was. */
    @JCStressTest
    @Outcome(id = "true, cancelled 0, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, cancelled 0, balanced", expect = ACCEPTABLE)
    @Outcome(id = "false, done 16, balanced", expect = ACCEPTABLE)
    @State
    public static class Cancel {
        private final Bench bench = new Bench();
        private final ByteBuf buffer = Bench.buffer();
        private final Future<Integer> read = bench.file.read(buffer);

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
            String how = bench.end(read);
            Future<Long> position = bench.file.position();
            result.r2 = how + ' ' + (position.isSuccess() ? position.getNow() : position.cause());
            result.r3 = bench.balance(buffer);
        }
    }
}
