/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.report.Absent;
import io.asyncfs.benchmarks.report.Comparison;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Workload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ContestTest {
    @Test
    void whoDoesNoneOfTheWorkloadsIsNotStarted(@TempDir Path dir) throws Exception {
        List<Workload> workloads = List.of(Workload.named("append-512-dsync-1w").orElseThrow());
        CommandLine line = new CommandLine(new CompareCommand()).setOut(new PrintWriter(new StringWriter()));
        line.parseArgs("--quick");
        try (Contest contest = new Contest(workloads)) {
            Comparison comparison = contest.run(
                    new Rounds.Plan(1, 0.05, 0.05, 0.05),
                    new Contest.Site(dir, 1 << 20, new Console(line.getCommandSpec(), false)));
            Set<String> known = Stream.concat(
                            comparison.results().stream().map(Result::engine),
                            contest.absent().stream().map(Absent::engine))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("asyncfs/io_uring", "asyncfs/pool", "jdk/filechannel", "fio/psync"), known);
            assertTrue(
                    comparison.result("append-512-dsync-1w", "jdk/filechannel").isPresent());
        }
    }
}
