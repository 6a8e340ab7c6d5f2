/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.Closing;
import io.asyncfs.benchmarks.Console;
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
import java.util.stream.Stream;

/** Compares the engines that are here. */
final class Contest implements AutoCloseable {
    private final List<Workload> workloads;
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Absent> absent = new ArrayList<>();
    private String fio;

    /** Starts the engines of some workloads; what cannot be started does not take part, and is in {@link #absent}. */
    Contest(List<Workload> workloads) {
        this.workloads = workloads;
        for (String name : Engines.ALL) {
            enter(WorkerProcess::new, name);
        }
        for (String name : Matrix.FIO) {
            enter(Fio::new, name);
        }
    }

    private interface Start {
        Contender start(String name) throws IOException;
    }

    private void enter(Start start, String name) {
        if (workloads.stream().noneMatch(workload -> Matrix.supports(name, workload))) {
            return;
        }
        try {
            Contender contender = start.start(name);
            contenders.add(contender);
            if (contender instanceof Fio) {
                fio = contender.backend().split(" ")[0];
            }
        } catch (IOException e) {
            absent.add(Absent.because(name, null, e));
        }
    }

    /** Returns who does not take part in anything, and why. */
    List<Absent> absent() {
        return absent;
    }

    /** Does the workloads, one after the other. */
    Comparison run(Rounds.Plan plan, Site site) throws IOException {
        Rounds rounds = new Rounds(plan, new TestFiles(site.dir(), site.bytes()), site.console());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < workloads.size(); i++) {
            Workload workload = workloads.get(i);
            site.console().milestone(workload.name() + ", " + (i + 1) + " of " + workloads.size());
            results.addAll(rounds.run(workload, contenders));
        }
        List<Absent> all =
                Stream.concat(absent.stream(), rounds.failed().stream()).toList();
        Environment environment =
                Environment.here(site.dir(), fio, all, site.console().command());
        return new Comparison(environment, plan.rounds(), results, ratios(results));
    }

    /**
     * Where it happens.
     *
     * @param dir where the files are made
     * @param bytes of the large file
     * @param console is told what goes on
     */
    record Site(Path dir, long bytes, Console console) {}

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

    /** Ends all, also when one does not end as it should. */
    @Override
    public void close() throws IOException {
        Closing.all(contenders);
    }
}
