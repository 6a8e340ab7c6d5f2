/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.engine.Engines;
import io.asyncfs.benchmarks.report.Absent;
import io.asyncfs.benchmarks.report.Comparison;
import io.asyncfs.benchmarks.report.Environment;
import io.asyncfs.benchmarks.report.Ratio;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares all engines that are here. */
final class Contest implements AutoCloseable {
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Absent> absent = new ArrayList<>();
    private String fio;

    /** Starts the engines; what cannot be started does not take part, and is in {@link #absent}. */
    Contest() {
        for (String name : Engines.ALL) {
            enter(() -> new WorkerProcess(name), name);
        }
        for (String name : Matrix.FIO) {
            enter(() -> new Fio(name), name);
        }
    }

    private interface Start {
        Contender start() throws IOException;
    }

    private void enter(Start start, String name) {
        try {
            Contender contender = start.start();
            contenders.add(contender);
            if (contender instanceof Fio) {
                fio = contender.backend().split(" ")[0];
            }
        } catch (IOException e) {
            String reason = e.getMessage();
            absent.add(new Absent(name, reason.startsWith(name + ": ") ? reason.substring(name.length() + 2) : reason));
        }
    }

    /** Returns who does not take part, and why. */
    List<Absent> absent() {
        return absent;
    }

    /** Returns whether fio is installed. */
    boolean hasFio() {
        return fio != null;
    }

    /** Does the workloads, one after the other. */
    Comparison run(List<Workload> workloads, Rounds.Plan plan, Site site) throws IOException {
        Rounds rounds = new Rounds(plan, new TestFiles(site.dir(), site.bytes()), site.progress());
        List<Result> results = new ArrayList<>();
        for (Workload workload : workloads) {
            results.addAll(rounds.run(workload, contenders));
        }
        Environment environment = Environment.here(site.dir(), fio, absent, site.command());
        return new Comparison(environment, plan.rounds(), results, ratios(results));
    }

    /**
     * Where it happens.
     *
     * @param dir where the files are made
     * @param bytes of the large file
     * @param command what was typed
     * @param progress is told what goes on
     */
    record Site(Path dir, long bytes, String command, Consumer<String> progress) {}

    /** Ours against each other one of the same workload. */
    private static List<Ratio> ratios(List<Result> results) {
        List<Ratio> ratios = new ArrayList<>();
        for (Result one : results) {
            for (Result other : results) {
                if (one.engine().startsWith("asyncfs/")
                        && !one.engine().equals(other.engine())
                        && one.workload().equals(other.workload())) {
                    ratios.add(new Ratio(one.workload(), one.engine(), other.engine(), one.median() / other.median()));
                }
            }
        }
        return ratios;
    }

    @Override
    public void close() {
        contenders.forEach(Contender::close);
    }
}
