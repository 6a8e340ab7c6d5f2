/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Finds buffers that were dropped without being released. Netty reports those when the collector has found them; a canary
 * that is dropped on purpose tells when it has been round.
 */
final class LeakCheck {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();
    private static final String CANARY = "asyncfs canary ";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long HAND_OVER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static int canaries;

    private LeakCheck() {}

    /** Must run before the first buffer class of Netty is initialised, which keeps its detector for good. */
    static void install() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            // Netty declares the form with a long abstract as well, and deprecates it.
            @Override
            @SuppressWarnings("deprecation")
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new Recorder<>(resource, samplingInterval);
            }
        });
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /** Returns the reports of all buffers dropped since the last call. */
    static synchronized List<String> collect() {
        // Two rounds: within one, the canary may be reported before what was found with it.
        awaitCanary();
        awaitCanary();
        List<String> leaks = new ArrayList<>();
        for (String report = REPORTS.poll(); report != null; report = REPORTS.poll()) {
            if (!report.contains(CANARY)) {
                leaks.add(report);
            }
        }
        return leaks;
    }

    private static void awaitCanary() {
        String hint = CANARY + ++canaries + '.';
        drop(hint);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE_NANOS) {
            System.gc();
            if (isReported(hint)) {
                return;
            }
        }
        throw new AssertionError("Netty's leak detector does not report: was ByteBuf used before the suite started?");
    }

    /** By the clock: the thread that hands over what was collected may get no processor for a while. */
    private static boolean isReported(String hint) {
        long begin = System.nanoTime();
        do {
            // The detector reports when the next buffer is made.
            UnpooledByteBufAllocator.DEFAULT.compositeHeapBuffer().release();
            if (REPORTS.stream().anyMatch(report -> report.contains(hint))) {
                return true;
            }
            Thread.yield();
        } while (System.nanoTime() - begin < HAND_OVER_NANOS);
        return false;
    }

    private static void drop(String hint) {
        ByteBuf canary = UnpooledByteBufAllocator.DEFAULT.compositeHeapBuffer();
        canary.touch(hint);
    }

    private static final class Recorder<T> extends ResourceLeakDetector<T> {
        @SuppressWarnings("deprecation") // the only constructors there are
        Recorder(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            REPORTS.add(resourceType + " was never released:" + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            REPORTS.add(resourceType + " was never released (no trace)");
        }
    }
}
