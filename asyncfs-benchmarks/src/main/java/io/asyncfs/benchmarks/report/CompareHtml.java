/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page of {@code bench compare}. */
public final class CompareHtml {
    private CompareHtml() {}

    /** Returns the page, with what came of the goals. */
    public static String of(Comparison comparison, List<Outcome> outcomes) {
        StringBuilder body = new StringBuilder(Html.environment(comparison.environment()));
        body.append("<p>Operations by second, more is better: the bar is the median of ")
                .append(comparison.rounds())
                .append(" rounds in which all took turns, the line goes from the lowest to the highest. ")
                .append("Every byte was checked in a pass before, and each block's stamp while it was measured, ")
                .append("but for what is called not verified. CPU is of all threads of an engine's process, but of ")
                .append("fio its own thread's alone, without io_uring's workers, which do its buffered writes on ")
                .append("many file systems; fio's latency of an append leaves out the sync, and is not shown.</p>\n");
        goals(body, outcomes);
        Map<Workload, List<Result>> measured = measured(comparison);
        measured.forEach((workload, results) -> {
            body.append("<section>\n<h2>").append(workload.name()).append("</h2>\n<div class=\"scroll\">\n");
            body.append(BarChart.of(workload.name(), results)).append("</div>\n");
            table(body, results);
            Ratios.table(body, comparison, workload);
            body.append("</section>\n");
        });
        commands(body, measured);
        return Html.page("asyncfs: files by every engine", body.toString());
    }

    /** Writes the chart of each workload to a directory. */
    public static void writePictures(Comparison comparison, Path directory) throws IOException {
        for (Map.Entry<Workload, List<Result>> one : measured(comparison).entrySet()) {
            String name = one.getKey().name();
            Picture.write(directory, name, BarChart.of(name, one.getValue()));
        }
    }

    private static Map<Workload, List<Result>> measured(Comparison comparison) {
        Map<Workload, List<Result>> measured = new LinkedHashMap<>();
        for (Workload workload : Workload.ALL) {
            List<Result> results = comparison.of(workload);
            if (!results.isEmpty()) {
                measured.put(workload, results);
            }
        }
        return measured;
    }

    private static void goals(StringBuilder body, List<Outcome> outcomes) {
        body.append("<h2>Goals</h2>\n<div class=\"scroll\"><table>\n");
        Html.head(body, "Work", "Engine", "Against", "Reached", "Must", "Aim");
        for (Outcome outcome : outcomes) {
            Goal goal = outcome.goal();
            Html.row(
                    body,
                    "td",
                    goal.workload(),
                    goal.engine(),
                    goal.versus(),
                    Html.format(
                            "<span class=\"%s\">%s</span>",
                            outcome.isMet() ? "met" : "missed",
                            outcome.reached() == null ? "not measured" : Html.format("%.2f", outcome.reached())),
                    goal.must() == null ? "" : goal.must(),
                    goal.aim());
        }
        body.append("</table></div>\n");
        List<String> obstacles = outcomes.stream()
                .map(Outcome::obstacle)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!obstacles.isEmpty()) {
            body.append("<p>Not measured: ")
                    .append(Html.escape(String.join("; ", obstacles)))
                    .append("</p>\n");
        }
    }

    private static void table(StringBuilder body, List<Result> results) {
        body.append("<details open><summary>Figures</summary><div class=\"scroll\"><table>\n");
        Html.head(
                body,
                "Engine",
                "In use",
                results.get(0).unit(),
                "lowest",
                "highest",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "CPU ns",
                "heap B",
                "threads",
                "calls");
        for (Result result : results) {
            Html.row(
                    body,
                    "td",
                    Html.escape(result.engine()),
                    Html.escape(result.backend()) + (result.verified() ? "" : ", not verified"),
                    Html.format("%,.0f", result.median()),
                    Html.format("%,.0f", result.min()),
                    Html.format("%,.0f", result.max()),
                    Html.figure("%.1f", result.p50(), ""),
                    Html.figure("%.1f", result.p99(), ""),
                    Html.figure("%.1f", result.p999(), ""),
                    Html.format("%,.0f", result.cpuNanosPerOp()),
                    Html.figure("%.0f", result.allocatedBytesPerOp(), ""),
                    Html.figure("%d", result.threads(), ""),
                    Html.figure("%.3f", result.syscallsPerOp(), ""));
        }
        body.append("</table></div></details>\n");
    }

    /** At the end, as they are long, and open: paper does not unfold. */
    private static void commands(StringBuilder body, Map<Workload, List<Result>> measured) {
        body.append("<h2>Commands</h2>\n");
        measured.forEach((workload, results) -> {
            body.append("<h3>").append(workload.name()).append("</h3>\n<dl>\n");
            results.forEach(result -> body.append("<dt>")
                    .append(Html.escape(result.engine()))
                    .append("</dt><dd><code>")
                    .append(Html.escape(result.command()))
                    .append("</code></dd>\n"));
            body.append("</dl>\n");
        });
    }
}
