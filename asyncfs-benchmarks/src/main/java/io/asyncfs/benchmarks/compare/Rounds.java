/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One workload, done by all that take part: warm-up and check first, then rounds in which each has its turn. */
final class Rounds {
    private static final String OURS = "asyncfs/io_uring";

    private final Plan plan;
    private final TestFiles files;
    private final Consumer<String> progress;

    /**
     * How long.
     *
     * @param rounds how many
     * @param warmSeconds before the first
     * @param seconds each, and as long again to count the system calls
     * @param checkSeconds in which every byte is checked
     */
    record Plan(int rounds, double warmSeconds, double seconds, double checkSeconds) {}

    Rounds(Plan plan, TestFiles files, Consumer<String> progress) {
        this.plan = plan;
        this.files = files;
        this.progress = progress;
    }

    /** Returns a result for each that takes part. */
    List<Result> run(Workload workload, List<Contender> contenders) throws IOException {
        List<Contender> all = new ArrayList<>(
                contenders.stream().filter(one -> one.supports(workload)).toList());
        Map<Contender, Job> jobs = new LinkedHashMap<>();
        Map<Contender, Boolean> verified = new LinkedHashMap<>();
        for (Contender one : all) {
            Job job = files.prepare(workload, one.name());
            jobs.put(one, job);
            progress.accept(workload.name() + "  " + one.name() + ": check");
            one.run(job, plan.warmSeconds());
            verified.put(one, one.verify(job, plan.checkSeconds()));
        }
        Map<Contender, List<Measurement>> measured = new LinkedHashMap<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Contender one : all) {
                progress.accept(workload.name() + "  " + one.name() + ": round " + round + " of " + plan.rounds());
                Measurement measurement = one.run(jobs.get(one), plan.seconds());
                measured.computeIfAbsent(one, key -> new ArrayList<>()).add(measurement);
                if (one.name().equals(OURS) && measurement.syncsPerOp() > 0) {
                    syncAsOften(all, measurement);
                }
            }
            Collections.rotate(all, 1); // so that nobody always follows the same one
        }
        List<Result> results = new ArrayList<>();
        for (Map.Entry<Contender, List<Measurement>> entry : measured.entrySet()) {
            Contender one = entry.getKey();
            progress.accept(workload.name() + "  " + one.name() + ": count of system calls");
            Job job = jobs.get(one);
            Double calls = one.countCalls(job, plan.seconds());
            String command = one.commandLine(job, plan.seconds());
            Result.Source source = new Result.Source(one.name(), one.backend(), verified.get(one), command);
            results.add(Result.of(workload, source, entry.getValue(), calls));
        }
        return results;
    }

    private static void syncAsOften(List<Contender> all, Measurement ours) {
        for (Contender one : all) {
            if (one instanceof Fio fio) {
                fio.recordsPerSync((int) Math.round(1 / ours.syncsPerOp()));
            }
        }
    }
}
