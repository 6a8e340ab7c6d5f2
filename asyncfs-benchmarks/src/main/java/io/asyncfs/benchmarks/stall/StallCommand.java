/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.JsonTarget;
import io.asyncfs.benchmarks.Preflight;
import io.asyncfs.benchmarks.TemporaryFiles;
import io.asyncfs.benchmarks.report.Environment;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.PageCache;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what files do to everything else on a loop. */
@Command(
        name = "stall",
        description =
                "Measure echos of a loop that sends files at a fixed rate, from the page cache and from the disk.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The page cache is emptied of the test file by dd(1), which must be GNU's.",
            "",
            "What asyncfs must reach: files from the disk leave the p99 of the echo at 1 ms or less, and its p99.9 at three "
                    + "times that with the files in the page cache, or less, on io_uring, and while it sends what it has to.",
            "",
            "Example: asyncfs bench stall --html stall.html"
        })
public final class StallCommand implements Callable<Integer> {
    private static final int BLOCK = 64 << 10;
    private static final int BLOCKS = 1 << 14;
    private static final int PER_SECOND = 1000;
    private static final double LEAST_WARM_SECONDS = 2;

    /**
     * A virtual machine gives freed memory back to its host, 2 s later and in portions (free page reporting), which takes a processor of two
     * for up to 40 ms a portion: with 512 MiB given back while cold blocks were sent, the p99 was 2 to 55 ms, and 0.2 to 0.7 without.
     */
    private static final double SETTLING_SECONDS = 6;

    private static final int MAX_SECONDS = BLOCKS / PER_SECOND;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections that get blocks of 64 KiB in turn, 1 to 1000. Default: 64.")
    private int readers;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long each is measured, up to " + MAX_SECONDS + ": no block is sent twice. Default: 10.")
    private double seconds;

    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Make the file of 1 GiB below D. Default: the current directory.")
    private Path dir = Path.of(".");

    @Option(names = "--check", description = "Exit with 1 if asyncfs misses what it must reach, see below.")
    private boolean check;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON; - is standard output.")
    private String json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts.")
    private Path html;

    @Option(names = "--svg", paramLabel = "DIR", description = "Write each chart to a file below DIR.")
    private Path svg;

    /** Created by picocli. */
    public StallCommand() {}

    @Override
    public Integer call() throws Exception {
        if (readers < 1 || readers > 1000) {
            throw wrong("--readers: expected 1 to 1000, got " + readers);
        }
        if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
            throw wrong("--seconds: expected more than 0, up to " + MAX_SECONDS + ", got " + seconds);
        }
        Preflight preflight = new Preflight(spec);
        preflight.outputs(json, html, svg);
        preflight.space("--dir", Files.createDirectories(dir), (long) BLOCK * BLOCKS);
        Console console = new Console(spec, JsonTarget.isStandardOutput(json));
        Path files = TemporaryFiles.directory(dir);
        try {
            Workload reads = new Workload("stall", Kind.RANDOM_READ, BLOCK, readers, false, 1);
            Path file =
                    new TestFiles(files, (long) BLOCK * BLOCKS).prepare(reads).file(0);
            List<StallResult> results = new ArrayList<>();
            for (Supplier<Sender> sender : senders()) {
                results.addAll(measure(sender.get(), file, console));
            }
            Environment environment = Environment.here(files, null, List.of(), console.command());
            return report(new StallReport(environment, results), console);
        } finally {
            console.clear();
            TemporaryFiles.delete(files);
        }
    }

    private static List<Supplier<Sender>> senders() {
        List<Supplier<Sender>> senders = new ArrayList<>();
        senders.add(AsyncFsSender::new);
        for (NettySender.Way way : NettySender.Way.values()) {
            senders.add(() -> new NettySender(way));
        }
        return senders;
    }

    private List<StallResult> measure(Sender sender, Path file, Console console) throws Exception {
        Stage.Load none = new Stage.Load(file, BLOCK, BLOCKS, readers, 0, false);
        Stage.Load load = new Stage.Load(file, BLOCK, BLOCKS, readers, PER_SECOND, false);
        try (Stage stage = new Stage(sender)) {
            console.progress(sender.name() + ": warming up");
            PageCache.fill(file);
            // Else what comes first, and is compared with what comes last, would be slower for the compiler's sake.
            stage.measure("cached", load.checkingAll(), Math.max(LEAST_WARM_SECONDS, seconds));
            console.progress(sender.name() + ": cached");
            OptionalLong atFirst = PageCache.readFromDisk();
            StallResult cached = stage.measure("cached", load, seconds);
            boolean cachedIsCounted = PageCache.expectCached(atFirst, cached.blocks() * BLOCK);
            PageCache.drop(file);
            console.progress(sender.name() + ": settling");
            stage.measure("idle", none, SETTLING_SECONDS);
            console.progress(sender.name() + ": idle");
            StallResult idle = stage.measure("idle", none, seconds);
            console.progress(sender.name() + ": cold");
            OptionalLong before = PageCache.readFromDisk();
            StallResult cold = stage.measure("cold", load, seconds);
            boolean coldIsCounted = PageCache.expectCold(file, before, cold.blocks() * BLOCK);
            return List.of(idle, cached.verified(cachedIsCounted), cold.verified(coldIsCounted));
        }
    }

    /** Shows and writes what came out, and returns the exit code. */
    int report(StallReport report, Console console) throws IOException {
        console.clear();
        console.out()
                .println("echo, in microseconds                p50        p99      p99.9        max     blocks sent");
        for (StallResult result : report.results()) {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-24s %-7s %,8.0f   %,8.0f   %,8.0f   %,8.0f   %,8d%s",
                            result.engine(),
                            result.state(),
                            result.p50(),
                            result.p99(),
                            result.p999(),
                            result.max(),
                            result.blocks(),
                            result.verified() ? "" : "  not verified"));
        }
        List<StallGoal> goals = StallGoal.of(report.results());
        console.out().println();
        goals.forEach(goal -> console.out().println(goal.line()));
        if (json != null) {
            JsonTarget.write(json, report, spec.commandLine().getOut());
        }
        if (html != null) {
            Files.writeString(html, StallHtml.of(report));
        }
        if (svg != null) {
            StallHtml.writePictures(report, svg);
        }
        return check && !goals.stream().allMatch(StallGoal::isMet) ? 1 : 0;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
