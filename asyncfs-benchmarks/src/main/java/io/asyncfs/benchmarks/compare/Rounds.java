/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.TemporaryFiles;
import io.asyncfs.benchmarks.report.Absent;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** The workloads, each done by all that take part: warm-up and check first, then rounds in which each has its turn. */
final class Rounds {
    private static final String OURS = "asyncfs/io_uring";

    private final Plan plan;
    private final TestFiles files;
    private final Console console;
    private final List<Absent> failed = new ArrayList<>();

    /**
     * How long.
     *
     * @param rounds how many
     * @param warmSeconds before the first, for those that warm up
     * @param seconds each, and as long again to count the system calls
     * @param checkSeconds in which every byte is checked
     */
    record Plan(int rounds, double warmSeconds, double seconds, double checkSeconds) {}

    /** One of those that do a workload, with what it has reached. */
    private static final class Entrant {
        private final Contender one;
        private final Job job;
        private final List<Measurement> measured = new ArrayList<>();
        private boolean verified;
        private Double calls;

        Entrant(Contender one, Job job) {
            this.one = one;
            this.job = job;
        }
    }

    private interface Step {
        void take(Entrant entrant) throws IOException;
    }

    Rounds(Plan plan, TestFiles files, Console console) {
        this.plan = plan;
        this.files = files;
        this.console = console;
    }

    /** Returns who failed in which workload until now. */
    List<Absent> failed() {
        return failed;
    }

    /** Returns a result for each that takes part and does not fail; fails when bytes are wrong. */
    List<Result> run(Workload workload, List<Contender> contenders) throws IOException {
        List<Contender> able =
                contenders.stream().filter(one -> one.supports(workload)).toList();
        if (able.isEmpty()) {
            return List.of();
        }
        List<Entrant> entrants = new ArrayList<>();
        Job job = files.prepare(workload); // once: 15,000 files take seconds where others were deleted just now
        for (Contender one : able) {
            entrants.add(new Entrant(one, files.of(one.name(), job)));
        }
        each(entrants, "check", entrant -> {
            if (plan.warmSeconds() > 0 && entrant.one.warmsUp()) {
                syncAsOften(entrants, entrant, entrant.one.run(entrant.job, plan.warmSeconds()));
            }
            entrant.verified = entrant.one.verify(entrant.job, plan.checkSeconds());
        });
        for (int round = 1; round <= plan.rounds(); round++) {
            drawOrder(entrants, round);
            each(entrants, "round " + round + " of " + plan.rounds(), entrant -> {
                if (workload.kind().isWrite()) {
                    files.writeBack(); // what the one before has left
                }
                Measurement measurement = entrant.one.run(entrant.job, plan.seconds());
                entrant.measured.add(measurement);
                syncAsOften(entrants, entrant, measurement);
            });
        }
        entrants.sort(Comparator.comparing(entrant -> contenders.indexOf(entrant.one)));
        each(entrants, "count of system calls", this::countCalls);
        return entrants.stream().map(this::result).toList();
    }

    /** So that nobody always follows the same one. */
    private static void drawOrder(List<Entrant> entrants, int round) {
        Collections.shuffle(entrants, new Random(round));
    }

    /** Who was measured stays, also when nobody can count. */
    private void countCalls(Entrant entrant) throws WrongBytesException {
        try {
            entrant.calls = entrant.one.countCalls(entrant.job, plan.seconds());
        } catch (WrongBytesException e) {
            throw e;
        } catch (IOException e) {
            TemporaryFiles.stopIfEnding();
            console.say("system calls of " + entrant.one.name() + " are not counted: " + e.getMessage());
        }
    }

    /** Who cannot do it here leaves the workload, and the others go on: a comparison takes long, and has many engines. */
    private void each(List<Entrant> entrants, String what, Step step) throws IOException {
        for (Entrant entrant : List.copyOf(entrants)) {
            String workload = entrant.job.workload().name();
            console.progress(workload + "  " + entrant.one.name() + ": " + what);
            try {
                step.take(entrant);
            } catch (WrongBytesException e) {
                throw e;
            } catch (IOException e) {
                TemporaryFiles.stopIfEnding();
                entrants.remove(entrant);
                Absent absent = Absent.because(entrant.one.name(), workload, e);
                failed.add(absent);
                console.say("does not take part: " + absent.line());
            }
        }
    }

    private Result result(Entrant entrant) {
        Contender one = entrant.one;
        String command = one.commandLine(entrant.job, plan.seconds());
        Result.Source source = new Result.Source(one.name(), one.backend(), entrant.verified, command);
        return Result.of(entrant.job.workload(), source, entrant.measured, entrant.calls);
    }

    private static void syncAsOften(List<Entrant> entrants, Entrant who, Measurement measured) {
        if (!who.one.name().equals(OURS) || measured.syncsPerOp() == 0) {
            return;
        }
        for (Entrant entrant : entrants) {
            if (entrant.one instanceof Fio fio) {
                fio.recordsPerSync((int) Math.round(1 / measured.syncsPerOp()));
            }
        }
    }
}
