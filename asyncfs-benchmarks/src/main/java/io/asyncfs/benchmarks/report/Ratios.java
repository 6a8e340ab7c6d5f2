/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import io.asyncfs.benchmarks.work.Workload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ratios of a workload, ours against the others. */
public final class Ratios {
    private Ratios() {}

    /** Returns a line for each of ours; all are in the order of the results. */
    public static List<String> lines(Comparison comparison, Workload workload) {
        List<String> engines = engines(comparison, workload);
        return engines.stream()
                .map(engine -> engines.stream()
                        .map(versus -> find(comparison, workload, engine, versus)
                                .map(ratio -> Html.format("%.2f x %s", ratio, versus)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(", "), line -> line.isEmpty() ? line : engine + " = " + line)))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Adds a table with a column for each of ours. */
    static void table(StringBuilder body, Comparison comparison, Workload workload) {
        List<String> engines = engines(comparison, workload);
        List<String> ours = engines.stream()
                .filter(engine -> engines.stream().anyMatch(versus -> find(comparison, workload, engine, versus)
                        .isPresent()))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        body.append(
                "<details open><summary>Ratios, more than 1 is better</summary><div class=\"scroll\"><table>\n<thead><tr><th>Against</th>");
        ours.forEach(engine -> body.append("<th>").append(Html.escape(engine)).append("</th>"));
        body.append("</tr></thead>\n");
        for (String versus : engines) {
            body.append("<tr><td>").append(Html.escape(versus)).append("</td>");
            for (String engine : ours) {
                String ratio = find(comparison, workload, engine, versus)
                        .map(value -> Html.format("%.2f", value))
                        .orElse("");
                body.append("<td>").append(ratio).append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table></div></details>\n");
    }

    private static List<String> engines(Comparison comparison, Workload workload) {
        return comparison.of(workload).stream().map(Result::engine).toList();
    }

    private static Optional<Double> find(Comparison comparison, Workload workload, String engine, String versus) {
        return comparison.ratios().stream()
                .filter(ratio -> ratio.workload().equals(workload.name())
                        && ratio.engine().equals(engine)
                        && ratio.versus().equals(versus))
                .map(Ratio::ratio)
                .findFirst();
    }
}
