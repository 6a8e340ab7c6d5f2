/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Fetches a cached file again and again over one connection while other requests wait for slow files, and says how long
 * that took.
 */
final class StallMeter {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int WARM_UP = 2000;

    private StallMeter() {}

    /**
     * What was measured.
     *
     * @param p99Millis 99th percentile of the fetches' times
     * @param maxMillis the longest
     * @param firstSlowAnswer what the first of the slow requests was answered with; null when the loop stalled
     */
    record Outcome(double p99Millis, double maxMillis, byte[] firstSlowAnswer) {
        @Override
        public String toString() {
            return "p99 " + p99Millis + " ms, longest " + maxMillis + " ms";
        }
    }

    static Outcome measure(InetSocketAddress server) throws IOException {
        byte[] expected = SlowSite.filled(SlowSite.FAST_SIZE, 'f');
        try (HttpClient fast = new HttpClient(server, TIMEOUT_MILLIS)) {
            for (int i = 0; i < WARM_UP; i++) {
                assertArrayEquals(expected, fast.get("/fast"));
            }
            try (SlowRequests slow = new SlowRequests(server)) {
                Histogram histogram = new Histogram(3);
                boolean alive = fetch(fast, expected, histogram);
                return new Outcome(
                        histogram.getValueAtPercentile(99) / 1e6,
                        histogram.getMaxValue() / 1e6,
                        alive ? slow.firstAnswer() : null);
            }
        }
    }

    /** Returns false when a fetch was not answered in time, which ends the measurement. */
    private static boolean fetch(HttpClient fast, byte[] expected, Histogram histogram) throws IOException {
        long begin = System.nanoTime();
        for (long due = begin; due - begin < WINDOW_NANOS; due = Math.max(due + INTERVAL_NANOS, System.nanoTime())) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long sent = System.nanoTime();
            boolean answered = answers(fast, expected);
            // Counts the fetches that a stalled one kept from being sent, too.
            histogram.recordValueWithExpectedInterval(System.nanoTime() - sent, INTERVAL_NANOS);
            if (!answered) {
                return false;
            }
        }
        return true;
    }

    private static boolean answers(HttpClient fast, byte[] expected) throws IOException {
        try {
            assertArrayEquals(expected, fast.get("/fast"));
            return true;
        } catch (SocketTimeoutException e) {
            return false; // a stall of TIMEOUT_MILLIS, which is measured as such
        }
    }
}
