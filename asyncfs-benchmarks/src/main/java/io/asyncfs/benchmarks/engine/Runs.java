/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.Closing;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Runs sessions and measures; owns them. */
public final class Runs implements AutoCloseable {
    private final List<Session> sessions;
    private final Meter meter = new Meter();

    /** Takes the sessions that run side by side. */
    public Runs(List<? extends Session> sessions) {
        this.sessions = List.copyOf(sessions);
    }

    /** Opens one. */
    @FunctionalInterface
    public interface Opener {
        /** Opens the session with this number. */
        Session open(int number) throws Exception;
    }

    /** Opens so many sessions, all or none. */
    public static Runs open(int count, Opener opener) throws Exception {
        List<Session> sessions = new ArrayList<>();
        try {
            for (int number = 0; number < count; number++) {
                sessions.add(opener.open(number));
            }
            return new Runs(sessions);
        } catch (Throwable e) {
            Closing.all(sessions);
            throw failure(e);
        }
    }

    /**
     * Runs them all until the time of the pass is over. Fails with a {@link WrongBytesException}, or with what went wrong else;
     * never with an Error, which would pass by the commands.
     */
    public Measurement run(Pass pass) throws Exception {
        long syncs = syncs();
        meter.reset(pass);
        Measurement.Clock clock = Measurement.Clock.start();
        meter.begin();
        try {
            if (sessions.size() == 1) {
                sessions.get(0).run(meter);
            } else {
                sideBySide(sessions, meter, Executors.defaultThreadFactory());
            }
        } catch (Throwable e) {
            throw failure(e);
        }
        clock.stop();
        return clock.measurement(meter.latencies(), syncs() - syncs);
    }

    /** Returns how many operations of the pass ended until now. Any thread. */
    public long ops() {
        return meter.ops();
    }

    private static Exception failure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof AssertionError check) {
            return new WrongBytesException(check);
        }
        return cause instanceof Exception failure ? failure : new IOException(cause.toString(), cause);
    }

    /** Runs each on a thread of its own, until all have ended; one that fails ends the others' time. */
    static void sideBySide(List<? extends Session> sessions, Meter meter, ThreadFactory factory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(sessions.size(), factory);
        try {
            List<Callable<Void>> runs = new ArrayList<>();
            for (Session session : sessions) {
                runs.add(() -> {
                    try {
                        session.run(meter);
                    } catch (Throwable e) {
                        meter.end();
                        throw e;
                    }
                    return null;
                });
            }
            for (Future<Void> run : threads.invokeAll(runs)) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(sessions);
    }

    private long syncs() {
        return sessions.stream().mapToLong(Session::syncs).max().orElse(0);
    }
}
