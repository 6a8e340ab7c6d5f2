/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.WrongBytesException;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of sessions that fail. */
@Timeout(60)
class RunsTest {
    private static final Pass LONG = Pass.timed(TimeUnit.HOURS.toSeconds(1));

    private final List<Integer> closed = new ArrayList<>();

    private interface Work {
        void run(Meter meter) throws Exception;
    }

    private Session session(int number, Work work) {
        return new Session() {
            @Override
            public void run(Meter meter) throws Exception {
                work.run(meter);
            }

            @Override
            public void close() {
                closed.add(number);
            }
        };
    }

    private static void fail(Meter meter) {
        throw new AssertionError("wrong bytes");
    }

    private static void work(Meter meter) {
        while (meter.lane().ended(System.nanoTime())) {
            Thread.onSpinWait();
        }
    }

    @Test
    void ofSeveralAllAreOpenedOrNone() {
        OutOfMemoryError full = new OutOfMemoryError("full");
        IOException failure = assertThrows(
                IOException.class,
                () -> Runs.open(3, number -> {
                    if (number == 2) {
                        throw full;
                    }
                    return session(number, RunsTest::work);
                }));
        assertSame(full, failure.getCause());
        assertEquals(List.of(0, 1), closed);
    }

    @Test
    void whatFailsEndsTheTimeOfTheOthers() throws Exception {
        try (Runs runs = Runs.open(2, number -> session(number, number == 0 ? RunsTest::work : RunsTest::fail))) {
            WrongBytesException failure = assertThrows(WrongBytesException.class, () -> runs.run(LONG));
            assertEquals("wrong bytes", failure.getMessage());
        }
        assertEquals(List.of(0, 1), closed);
    }

    @Test
    void whatIsThrownOnTheLoopEndsTheRunWhenNothingIsInFlight() throws Exception {
        EventLoop loop = new DefaultEventLoop();
        try {
            Slots slots = new Slots(loop);
            Meter meter = new Meter();
            meter.reset(LONG);
            List<String> ended = new ArrayList<>();
            Slots.Slot first = () -> loop.schedule(
                    () -> {
                        ended.add("first");
                        slots.failed(new IOException("later"));
                    },
                    50,
                    TimeUnit.MILLISECONDS);
            Slots.Slot second = () -> {
                throw new IllegalStateException("at once");
            };
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> slots.run(meter, first, second));
            assertEquals("at once", failure.getMessage());
            assertEquals(List.of("first"), ended);
        } finally {
            loop.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
