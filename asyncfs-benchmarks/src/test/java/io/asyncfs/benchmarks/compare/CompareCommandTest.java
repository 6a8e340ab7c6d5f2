/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.asyncfs.benchmarks.engine.Engines;
import io.asyncfs.benchmarks.report.Absent;
import io.asyncfs.benchmarks.report.Comparison;
import io.asyncfs.benchmarks.report.Environment;
import io.asyncfs.benchmarks.report.Ratio;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Workload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code bench compare} says, writes and returns when all was measured, or not all. */
class CompareCommandTest {
    private static final String URING = "asyncfs/io_uring";
    private static final String CACHED_32 = "randread-4k-cached-qd32";

    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();

    /** What every engine reached that takes part: so much that each goal is met. */
    private static List<Result> results(List<String> workloads, Set<String> absent) {
        List<Result> results = new ArrayList<>();
        for (String workload : workloads) {
            Stream.concat(Engines.ALL.stream(), Matrix.FIO.stream())
                    .filter(engine -> !absent.contains(engine)
                            && Matrix.supports(engine, Workload.named(workload).orElseThrow()))
                    .map(engine -> result(workload, engine, median(engine), 0.01))
                    .forEach(results::add);
        }
        return results;
    }

    private static double median(String engine) {
        return engine.equals(URING) ? 900 : engine.startsWith("asyncfs/") ? 300 : 100;
    }

    private static Result result(String workload, String engine, double median, Double calls) {
        return new Result(
                workload,
                engine,
                "b",
                median,
                median,
                median,
                "ops/s",
                engine.equals("fio/psync") ? null : 1.0,
                2.0,
                3.0,
                9e5 / median,
                40.0,
                1,
                calls,
                !engine.equals("fio/psync"),
                "run " + engine);
    }

    private Comparison comparison(List<Result> results, Absent... absent) throws Exception {
        Environment here = Environment.here(dir, "fio-3.33", List.of(absent), "asyncfs bench compare");
        List<Ratio> ratios = List.of(
                new Ratio(CACHED_32, URING, "fio/io_uring", 9.004),
                new Ratio(CACHED_32, URING, "asyncfs/pool", 3),
                new Ratio(CACHED_32, "asyncfs/pool", URING, 1 / 3.0));
        return new Comparison(here, 5, results, ratios);
    }

    private int report(Comparison comparison, String... args) throws Exception {
        CompareCommand command = new CompareCommand();
        new CommandLine(command).parseArgs(args);
        said.getBuffer().setLength(0);
        return command.report(comparison, command.workloads(), new PrintWriter(said, true));
    }

    private static List<String> all() {
        return Workload.ALL.stream().map(Workload::name).toList();
    }

    private List<String> saidOf(String verdict) {
        return said.toString().lines().filter(line -> line.startsWith(verdict)).toList();
    }

    @Test
    void theCheckPassesWhenAllIsMet() throws Exception {
        assertEquals(0, report(comparison(results(all(), Set.of())), "--check"), said::toString);
        assertEquals(List.of(), saidOf("MISSED"));
        assertEquals(List.of(), saidOf("not measured"));
    }

    @Test
    void aMissedGoalFailsTheCheckAlone() throws Exception {
        List<Result> results = results(List.of(CACHED_32), Set.of("fio/io_uring"));
        results.add(result(CACHED_32, "fio/io_uring", 1000, 0.01));
        assertEquals(1, report(comparison(results), "--check", "--only", CACHED_32));
        assertEquals(
                List.of("MISSED        " + CACHED_32 + " " + URING + ", fio/io_uring: 0.900 (must 1.0, aim 1.3)"),
                saidOf("MISSED"));
        assertEquals(0, report(comparison(results), "--only", CACHED_32));
    }

    @Test
    void anAbsentEngineFailsTheCheck() throws Exception {
        Absent libaio = new Absent("fio/libaio", "it cannot be loaded");
        Comparison comparison = comparison(results(all(), Set.of("fio/libaio")), libaio);
        assertEquals(1, report(comparison, "--check"));
        assertEquals(
                List.of("not measured  randread-4k-direct-qd32 asyncfs/linux_aio, fio/libaio: fio/libaio does not take "
                        + "part: it cannot be loaded (must 0.95, aim 1.0)"),
                saidOf("not measured"));
    }

    @Test
    void anEngineThatFailedInAWorkloadFailsTheCheckOfThat() throws Exception {
        List<Result> results = results(all(), Set.of());
        results.removeIf(one -> one.workload().equals(CACHED_32) && one.engine().equals("netty/io_uring"));
        Comparison comparison = comparison(results, new Absent("netty/io_uring", CACHED_32, "no memory"));
        Path html = dir.resolve("out.html");
        assertEquals(1, report(comparison, "--check", "--html", html.toString()));
        assertEquals(
                List.of("not measured  " + CACHED_32 + " " + URING
                        + ", netty/io_uring: netty/io_uring does not take part: no memory (must 2.0, aim 2.5)"),
                saidOf("not measured"));
        String row = "<dt>Absent</dt><dd>netty/io_uring in " + CACHED_32 + ": no memory</dd>";
        assertTrue(Files.readString(html).contains(row));
    }

    @Test
    void withOnlyTheGoalsOfThoseWorkloadsCount() throws Exception {
        Absent libaio = new Absent("fio/libaio", "it cannot be loaded");
        Comparison cached = comparison(results(List.of(CACHED_32), Set.of("fio/libaio")), libaio);
        assertEquals(0, report(cached, "--check", "--only", CACHED_32), said::toString);
        String direct = "randread-4k-direct-qd32";
        Comparison missing = comparison(results(List.of(direct), Set.of("fio/libaio")), libaio);
        assertEquals(1, report(missing, "--check", "--only", direct));
    }

    @Test
    void aGoalThatNeedsAWorkloadThatWasLeftOutIsNotMeasured() throws Exception {
        String deepest = "randread-4k-cached-qd4096";
        assertEquals(1, report(comparison(results(List.of(deepest), Set.of())), "--check", "--only", deepest));
        assertEquals(
                List.of(
                        "not measured  " + deepest + " " + URING
                                + ", its best depth: it needs randread-4k-cached-qd1 as well, which was left out (must 0.85, aim 0.95)"),
                saidOf("not measured"));
    }

    @Test
    void callsThatWereNotCountedFailTheCheck() throws Exception {
        List<Result> results = results(List.of(CACHED_32), Set.of(URING));
        results.add(result(CACHED_32, URING, 900, null));
        assertEquals(1, report(comparison(results), "--check", "--only", CACHED_32));
        assertTrue(saidOf("not measured").get(0).contains("system calls per operation: not counted; strace(1)"));
    }

    @Test
    void aSelectedWorkloadWithoutAnyResultFailsTheCheck() throws Exception {
        assertEquals(
                1,
                report(
                        comparison(List.of(), new Absent(URING, "no ring")),
                        "--check",
                        "--only",
                        "append-512-dsync-32w"));
        assertEquals(2, saidOf("not measured").size(), said::toString);
    }

    @Test
    void whatWasNotVerifiedSaysSo() throws Exception {
        String appends = "append-512-dsync-32w";
        Path file = dir.resolve("out.html");
        report(comparison(results(List.of(appends), Set.of())), "--only", appends, "--html", file.toString());
        assertTrue(saidOf("  fio/psync").get(0).endsWith("[b]  not verified"), said::toString);
        assertTrue(saidOf("  fio/psync").get(0).contains("  p50 -  p99 2.0  "), said::toString);
        assertTrue(saidOf("  " + URING).get(0).endsWith("[b]"), said::toString);
        assertTrue(Files.readString(file).contains("<td>b, not verified</td>"));
    }

    @Test
    void theReportsSayWhatRanAndWhatDidNot() throws Exception {
        Path html = dir.resolve("out.html");
        Path json = dir.resolve("out.json");
        Absent ring = new Absent("netty/io_uring", "the kernel has <no> ring");
        Comparison comparison = comparison(results(List.of(CACHED_32), Set.of("netty/io_uring")), ring);
        report(comparison, "--only", CACHED_32, "--html", html.toString(), "--json", json.toString());
        JsonObject written = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        JsonObject environment = written.getAsJsonObject("environment");
        assertTrue(environment.get("asyncfs").getAsString().matches("\\d.*"), environment::toString);
        assertTrue(environment.has("commit"), environment::toString);
        assertEquals("asyncfs bench compare", environment.get("command").getAsString());
        JsonObject absent = environment.getAsJsonArray("absent").get(0).getAsJsonObject();
        assertEquals("netty/io_uring", absent.get("engine").getAsString());
        assertEquals("the kernel has <no> ring", absent.get("reason").getAsString());
        for (JsonElement result : written.getAsJsonArray("results")) {
            JsonObject fields = result.getAsJsonObject();
            assertEquals(
                    "run " + fields.get("engine").getAsString(),
                    fields.get("command").getAsString());
        }
        String page = Files.readString(html);
        for (String part : List.of(
                "<dt>asyncfs</dt><dd>" + environment.get("asyncfs").getAsString(),
                "<code>asyncfs bench compare</code>",
                "<dt>Absent</dt><dd>netty/io_uring: the kernel has &lt;no&gt; ring</dd>",
                "<code>run fio/io_uring-batched</code>")) {
            assertTrue(page.contains(part), part);
        }
    }

    @Test
    void theRatiosAreShown() throws Exception {
        List<Result> results = results(List.of(CACHED_32), Set.of());
        Path file = dir.resolve("out.html");
        report(comparison(results), "--only", CACHED_32, "--html", file.toString());
        assertEquals(
                List.of("  " + URING + " = 3.00 x asyncfs/pool, 9.00 x fio/io_uring"), saidOf("  " + URING + " ="));
        assertEquals(List.of("  asyncfs/pool = 0.33 x " + URING), saidOf("  asyncfs/pool ="));
        String page = Files.readString(file);
        for (String row : List.of(
                "<tr><th>Against</th><th>" + URING + "</th><th>asyncfs/pool</th></tr>",
                "<tr><td>" + URING + "</td><td></td><td>0.33</td></tr>",
                "<tr><td>fio/io_uring</td><td>9.00</td><td></td></tr>")) {
            assertTrue(page.contains(row), row);
        }
    }

    @Test
    void theJsonHasItsParts() throws Exception {
        Path file = dir.resolve("out.json");
        report(comparison(results(List.of(CACHED_32), Set.of())), "--json", file.toString(), "--only", CACHED_32);
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(Set.of("environment", "rounds", "results", "ratios"), json.keySet());
        assertEquals(5, json.get("rounds").getAsInt());
        Set<String> result =
                json.getAsJsonArray("results").get(0).getAsJsonObject().keySet();
        assertTrue(
                result.containsAll(Arrays.asList(
                        "workload,engine,backend,median,min,max,unit,p50,p99,p999,cpuNanosPerOp,allocatedBytesPerOp,syscallsPerOp,verified"
                                .split(","))),
                result::toString);
        assertEquals(
                Set.of("workload", "engine", "versus", "ratio"),
                json.getAsJsonArray("ratios").get(0).getAsJsonObject().keySet());
    }

    @Test
    void paperHasAllThatThePageHas() throws Exception {
        Path file = dir.resolve("out.html");
        report(comparison(results(List.of(CACHED_32), Set.of())), "--only", CACHED_32, "--html", file.toString());
        String page = Files.readString(file);
        assertFalse(page.contains("<details>"), "what is closed is not printed");
        String print = page.substring(page.indexOf("@media print"));
        assertTrue(print.contains(".scroll { overflow: visible }") && print.contains("white-space: normal"), print);
        assertTrue(page.contains("<th>lowest</th><th>highest</th>"));
        assertTrue(page.indexOf("<h2>Commands</h2>") > page.indexOf("<h2>" + CACHED_32 + "</h2>"));
    }

    @Test
    void thePageLoadsNothing() throws Exception {
        Path file = dir.resolve("out.html");
        report(comparison(results(all(), Set.of())), "--html", file.toString());
        String page = Files.readString(file);
        assertTrue(page.contains("<svg ") && page.endsWith("</html>\n"));
        // The name of SVG's namespace is an address, but nothing is loaded from there.
        String loads = page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for (String word : List.of("http:", "https:", "src=", "href=", "<script", "<link", "@import", "url(")) {
            assertFalse(loads.contains(word), word);
        }
    }
}
