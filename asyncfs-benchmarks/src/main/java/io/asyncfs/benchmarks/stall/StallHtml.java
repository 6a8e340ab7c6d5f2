/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.asyncfs.benchmarks.report.Html;
import io.asyncfs.benchmarks.report.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The page of {@code bench stall}. */
final class StallHtml {
    private static final List<String> STATES = List.of("cold", "cached", "idle");

    private StallHtml() {}

    static String of(StallReport report) {
        StringBuilder body = new StringBuilder(Html.environment(report.environment()));
        body.append(
                        "<p>How long an echo takes on a loop that sends 1,000 blocks of 64 KiB each second, measured from when ")
                .append("it was due, 1,000 times a second. Both axes are logarithmic; further down is better.</p>\n");
        for (String state : STATES) {
            List<StallResult> results = of(report, state);
            body.append("<section>\n<h2>").append(title(state)).append("</h2>\n<div class=\"scroll\">\n");
            body.append(PercentileChart.of(title(state), results)).append("</div>\n<div class=\"scroll\"><table>\n");
            Html.head(body, "Engine", "p50 us", "p99 us", "p99.9 us", "max us", "echos", "blocks sent");
            for (StallResult result : results) {
                Html.row(
                        body,
                        "td",
                        Html.escape(result.engine()),
                        number(result.p50()),
                        number(result.p99()),
                        number(result.p999()),
                        number(result.max()),
                        number(result.requests()),
                        number(result.blocks()));
            }
            body.append("</table></div>\n</section>\n");
        }
        return Html.page("asyncfs: what files do to a loop", body.toString());
    }

    private static List<StallResult> of(StallReport report, String state) {
        return report.results().stream()
                .filter(result -> result.state().equals(state))
                .toList();
    }

    /** Writes the chart of each state to a directory. */
    static void writePictures(StallReport report, Path directory) throws IOException {
        for (String state : STATES) {
            Picture.write(directory, "stall-" + state, PercentileChart.of(title(state), of(report, state)));
        }
    }

    private static String title(String state) {
        return switch (state) {
            case "cold" -> "Files come from the disk";
            case "cached" -> "Files are in the page cache";
            default -> "No files";
        };
    }

    private static String number(double value) {
        return Html.format("%,.0f", value);
    }
}
