/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.util.List;

/** Draws horizontal bars as SVG text: for each engine the median, and a line from the lowest to the highest round. */
final class BarChart {
    private static final int WIDTH = 720;
    private static final int LABEL = 230;
    private static final int VALUE = 110;
    private static final int ROW = 26;
    private static final int BAR = 16;

    private BarChart() {}

    /** Draws the results of one workload, best first. */
    static String of(String title, List<Result> results) {
        double most = results.stream().mapToDouble(Result::max).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        int height = ROW * results.size() + 8;
        svg.append(Html.format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">\n",
                WIDTH, height, Html.escape(title)));
        for (int i = 0; i < results.size(); i++) {
            row(svg, results.get(i), most, 4 + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, Result result, double most, int top) {
        double scale = (WIDTH - LABEL - VALUE) / most;
        int middle = top + ROW / 2;
        String kind = result.engine().startsWith("asyncfs/") ? "ours" : "other";
        svg.append(Html.format(
                "<text class=\"label\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
                LABEL - 8, middle + 4, Html.escape(result.engine())));
        svg.append(Html.format(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
                kind, LABEL, middle - BAR / 2, Math.max(1, result.median() * scale), BAR));
        svg.append(Html.format(
                "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
                LABEL + result.min() * scale, middle, LABEL + result.max() * scale, middle));
        svg.append(Html.format(
                "<text class=\"value\" x=\"%.1f\" y=\"%d\">%,.0f</text>\n",
                LABEL + result.max() * scale + 6, middle + 4, result.median()));
    }
}
