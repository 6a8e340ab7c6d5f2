/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.report.Environment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code bench stall} says, writes and returns. */
class StallCommandTest {
    private static final String URING = "asyncfs/io_uring";

    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();

    private static StallResult result(String engine, String state, double p99, double p999, long blocks) {
        List<Double> percentiles = Collections.nCopies(StallResult.RANKS.size(), p99);
        return new StallResult(engine, state, 50, p99, p999, p999, 10_000, blocks, true, percentiles);
    }

    private int report(List<StallResult> results, String... args) throws Exception {
        StallCommand command = new StallCommand();
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(said, true));
        line.parseArgs(args);
        said.getBuffer().setLength(0);
        Environment here = Environment.here(dir, null, List.of(), "asyncfs bench stall");
        return command.report(new StallReport(here, results), new Console(line.getCommandSpec(), false));
    }

    private List<String> goals() {
        return said.toString()
                .lines()
                .dropWhile(line -> !line.isEmpty())
                .skip(1)
                .toList();
    }

    @Test
    void theCheckPassesAtTheLimits() throws Exception {
        List<StallResult> results = List.of(
                result("netty/region", "cold", 90_000, 90_000, 9_500),
                result(URING, "cached", 300, 500, 9_500),
                result(URING, "cold", 1000, 1500, 9_500));
        assertEquals(0, report(results, "--check"), said::toString);
        assertEquals(
                List.of(
                        "must          asyncfs/io_uring, cold p99 in microseconds: 1000.00 (must 1000.0)",
                        "must          asyncfs/io_uring, cold p99.9 to cached p99.9: 3.00 (must 3.0)"),
                goals());
    }

    @Test
    void aStallFailsTheCheckAlone() throws Exception {
        List<StallResult> stalled =
                List.of(result(URING, "cached", 300, 500, 9_500), result(URING, "cold", 1001, 1400, 9_500));
        assertEquals(1, report(stalled, "--check"));
        assertTrue(goals().get(0).startsWith("MISSED") && goals().get(1).startsWith("must"), said::toString);
        assertEquals(0, report(stalled));
        List<StallResult> tail =
                List.of(result(URING, "cached", 300, 500, 9_500), result(URING, "cold", 900, 1501, 9_500));
        assertEquals(1, report(tail, "--check"));
        assertTrue(goals().get(0).startsWith("must") && goals().get(1).startsWith("MISSED"), said::toString);
    }

    @Test
    void whatWasNotMeasuredFailsTheCheck() throws Exception {
        List<StallResult> nothingSent = List.of(result(URING, "cached", 1, 2, 9_500), result(URING, "cold", 1, 2, 0));
        assertEquals(1, report(nothingSent, "--check"));
        assertTrue(goals().stream().allMatch(line -> line.startsWith("not measured  asyncfs/io_uring")));
        assertEquals(1, report(List.of(result("netty/region", "cold", 1, 2, 9_500)), "--check"));
        List<StallResult> onThePool =
                List.of(result("asyncfs/pool", "cached", 1, 2, 9_500), result("asyncfs/pool", "cold", 1, 2, 9_500));
        assertEquals(1, report(onThePool, "--check"));
        List<StallResult> tooFew = List.of(result(URING, "cached", 1, 2, 9_500), result(URING, "cold", 1, 2, 9_499));
        assertEquals(1, report(tooFew, "--check"));
        List<StallResult> nobodyCounts = List.of(
                result(URING, "cached", 1, 2, 9_500),
                result(URING, "cold", 1, 2, 9_500).verified(false));
        assertEquals(1, report(nobodyCounts, "--check"));
    }

    @Test
    void theJsonHasItsParts() throws Exception {
        Path file = dir.resolve("out.json");
        report(List.of(result(URING, "cold", 1, 2, 9_500)), "--json", file.toString());
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(Set.of("environment", "results"), json.keySet());
        assertTrue(json.getAsJsonArray("results")
                .get(0)
                .getAsJsonObject()
                .keySet()
                .containsAll(Set.of("engine", "state", "p50", "p99", "p999", "max", "requests")));
    }

    @Test
    void thePageHasWhatItNeedsAndDoesNotSpeakOfFio() throws Exception {
        Path file = dir.resolve("out.html");
        report(List.of(result(URING, "cold", 1, 2, 9_500)), "--html", file.toString());
        String page = Files.readString(file);
        assertTrue(page.contains("<code>asyncfs bench stall</code>") && page.contains("<svg "));
        assertFalse(page.contains("fio"));
        assertFalse(page.contains("src=") || page.contains("href=") || page.contains("url("));
    }
}
