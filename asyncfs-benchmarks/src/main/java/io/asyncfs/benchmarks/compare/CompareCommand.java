/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.JsonTarget;
import io.asyncfs.benchmarks.Preflight;
import io.asyncfs.benchmarks.TemporaryFiles;
import io.asyncfs.benchmarks.report.CompareHtml;
import io.asyncfs.benchmarks.report.Comparison;
import io.asyncfs.benchmarks.report.Goal;
import io.asyncfs.benchmarks.report.Html;
import io.asyncfs.benchmarks.report.Outcome;
import io.asyncfs.benchmarks.report.Ratios;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares all ways to do file I/O on this machine. */
@Command(
        name = "compare",
        description = "Do the same work by every engine, in interleaved rounds, and compare.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Each engine has a virtual machine of its own. Before it is measured every byte of a pass is checked; in the "
                    + "timed rounds each block's stamp is. An engine that fails in a workload is left out of that; wrong bytes "
                    + "end all.",
            "",
            "cpu is of all threads of an engine's process; of fio, its own thread's alone, without io_uring's workers. "
                    + "calls of fio are with those of its start and end, of an engine without.",
            "",
            "Example: asyncfs bench compare --only randread-4k-cached-qd32 --html report.html"
        })
public final class CompareCommand implements Callable<Integer> {
    private static final Rounds.Plan QUICK = new Rounds.Plan(1, 0, 0.05, 0.05);
    private static final int ROUNDS = 5;
    private static final long MIB = 1 << 20;
    private static final long BYTES = 1024 * MIB;
    private static final long QUICK_BYTES = 64 * MIB;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "D",
            description =
                    "Make the files below D, which needs 4 GiB of room, 1 GiB with --quick. Default: the current directory.")
    private Path dir = Path.of(".");

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds, 1 to 100. Default: 5.")
    private Integer rounds;

    @Option(names = "--quick", description = "One short round on small files: does the instrument work?")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "WORKLOAD",
            split = ",",
            description = "Only these workloads; ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private List<String> only = List.of();

    @Option(
            names = "--check",
            description =
                    "Exit with 1 if a goal that must be met is missed or could not be measured, or fio is not installed. With --only, the goals of those workloads count.")
    private boolean check;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON; - is standard output.")
    private String json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts.")
    private Path html;

    @Option(names = "--svg", paramLabel = "DIR", description = "Write each chart to a file below DIR.")
    private Path svg;

    /** Created by picocli. */
    public CompareCommand() {}

    /** What {@code --only} takes. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Workload.ALL.stream().map(Workload::name).toList());
        }
    }

    @Override
    public Integer call() throws IOException {
        Rounds.Plan plan = plan();
        List<Workload> workloads = workloads();
        if (check) {
            expectGoals(workloads);
        }
        long bytes = quick ? QUICK_BYTES : BYTES;
        Preflight preflight = new Preflight(spec);
        preflight.outputs(json, html, svg);
        preflight.space("--dir", Files.createDirectories(dir), new TestFiles(dir, bytes).needed(workloads));
        Console console = new Console(spec, JsonTarget.isStandardOutput(json));
        if (check && !Fio.isInstalled()) {
            throw new IOException("--check: fio is not installed");
        }
        Path files = TemporaryFiles.directory(dir);
        try (Contest contest = new Contest(workloads)) {
            contest.absent().forEach(one -> console.say("does not take part: " + one.line()));
            Comparison comparison = contest.run(plan, new Contest.Site(files, bytes, console));
            console.clear();
            return report(comparison, workloads, console.out());
        } finally {
            console.clear();
            TemporaryFiles.delete(files);
        }
    }

    private Rounds.Plan plan() {
        if (quick && rounds != null) {
            throw wrong("--rounds: expected nothing beside --quick, which does one round, got " + rounds);
        }
        int count = rounds == null ? ROUNDS : rounds;
        if (count < 1 || count > 100) {
            throw wrong("--rounds: expected 1 to 100, got " + rounds);
        }
        return quick ? QUICK : new Rounds.Plan(count, 2, 1, 0.3);
    }

    private void expectGoals(List<Workload> workloads) {
        if (quick) {
            throw wrong("--check: expected nothing of --quick, which shows whether the instrument works");
        }
        if (workloads.stream().noneMatch(Goal::isFor)) {
            throw wrong("--check: expected a workload with a goal, got " + String.join(", ", only));
        }
    }

    /** Shows and writes what came out, and returns the exit code. */
    int report(Comparison comparison, List<Workload> workloads, PrintWriter out) throws IOException {
        for (Workload workload : workloads) {
            out.println();
            out.println(workload.name());
            comparison.of(workload).forEach(result -> out.println(line(result)));
            Ratios.lines(comparison, workload).forEach(line -> out.println("  " + line));
        }
        List<Outcome> outcomes =
                Outcome.of(comparison, workloads.stream().map(Workload::name).toList());
        out.println();
        outcomes.forEach(outcome -> out.println(outcome.line()));
        if (json != null) {
            JsonTarget.write(json, comparison, spec.commandLine().getOut());
        }
        if (html != null) {
            Files.writeString(html, CompareHtml.of(comparison, outcomes));
        }
        if (svg != null) {
            CompareHtml.writePictures(comparison, svg);
        }
        return check && !outcomes.stream().allMatch(Outcome::isMet) ? 1 : 0;
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "  %-30s %,12.0f %s (%,.0f to %,.0f)  p50 %s  p99 %s  p99.9 %s us  cpu %.0f ns  heap %s B  threads %s  calls %s  [%s]%s",
                result.engine(),
                result.median(),
                result.unit(),
                result.min(),
                result.max(),
                Html.figure("%.1f", result.p50(), "-"),
                Html.figure("%.1f", result.p99(), "-"),
                Html.figure("%.1f", result.p999(), "-"),
                result.cpuNanosPerOp(),
                Html.figure("%.0f", result.allocatedBytesPerOp(), "-"),
                Html.figure("%d", result.threads(), "-"),
                Html.figure("%.3f", result.syscallsPerOp(), "-"),
                result.backend(),
                result.verified() ? "" : "  not verified");
    }

    /** Returns what {@code --only} leaves. */
    List<Workload> workloads() {
        Set<Workload> chosen = new LinkedHashSet<>();
        for (String name : only) {
            chosen.add(Workload.named(name)
                    .orElseThrow(() ->
                            wrong("--only: expected some of " + String.join(", ", new Names()) + ", got " + name)));
        }
        return only.isEmpty() ? Workload.ALL : List.copyOf(chosen);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
