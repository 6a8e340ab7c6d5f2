/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Runs sessions and measures. */
public final class Runs {
    private final List<Session> sessions;

    /** Takes the sessions that run side by side. */
    public Runs(List<? extends Session> sessions) {
        this.sessions = List.copyOf(sessions);
    }

    /** Runs them all until the meter's time is over. */
    public Measurement run(Meter meter) throws Exception {
        long syncs = syncs();
        Measurement.Clock clock = Measurement.Clock.start();
        meter.begin();
        if (sessions.size() == 1) {
            sessions.get(0).run(meter);
        } else {
            sideBySide(sessions, meter, Executors.defaultThreadFactory());
        }
        return clock.stop(meter.latencies(), syncs() - syncs);
    }

    /** Runs each on a thread of its own. */
    static void sideBySide(List<? extends Session> sessions, Meter meter, ThreadFactory factory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(sessions.size(), factory);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Session session : sessions) {
                runs.add(threads.submit(() -> {
                    session.run(meter);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdown();
        }
    }

    private long syncs() {
        return sessions.stream().mapToLong(Session::syncs).max().orElse(0);
    }
}
