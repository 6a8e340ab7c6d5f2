/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import com.google.gson.Gson;
import io.asyncfs.benchmarks.engine.Engine;
import io.asyncfs.benchmarks.engine.Engines;
import io.asyncfs.benchmarks.engine.Runs;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.PageCache;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The main class of an engine's own virtual machine, so that the compiler knows nothing but that engine: reads orders from
 * standard input and writes answers, until its end. The files of a job stay open until the next job.
 */
final class Worker implements AutoCloseable {
    private static final Gson GSON = new Gson();

    private final Engine engine;
    private Job job;
    private Runs runs;

    private Worker(Engine engine) {
        this.engine = engine;
    }

    /** Takes the name of the engine. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing else may be written there
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Worker worker = new Worker(Engines.create(args[0]))) {
            answers.println(GSON.toJson(new Answer(worker.engine.backend(), null, null, false)));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                answers.println(GSON.toJson(worker.execute(GSON.fromJson(line, Order.class))));
            }
        }
        System.exit(0);
    }

    private Answer execute(Order order) {
        try {
            if (!order.job().equals(job)) {
                closeFiles();
                runs = Runs.open(1, number -> engine.open(order.job()));
                job = order.job();
            }
            OptionalLong before = PageCache.readFromDisk();
            Measurement measured = runs.run(order.pass());
            if (job.workload().readsCached()) {
                PageCache.expectCached(before, measured.ops() * job.workload().block());
            }
            return new Answer(null, measured, null, false);
        } catch (WrongBytesException e) {
            e.printStackTrace();
            return new Answer(null, null, e.getMessage(), true);
        } catch (Exception e) {
            e.printStackTrace();
            return new Answer(null, null, e.toString(), false);
        }
    }

    private void closeFiles() throws IOException {
        if (runs != null) {
            Runs old = runs;
            runs = null;
            job = null;
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeFiles();
        engine.close();
    }
}
