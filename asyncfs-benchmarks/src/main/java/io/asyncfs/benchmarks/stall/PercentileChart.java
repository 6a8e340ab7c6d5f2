/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.asyncfs.benchmarks.report.Html;
import java.util.List;

/** Draws a curve of latencies for each engine as SVG text: to the right ever rarer, upwards ever longer. */
final class PercentileChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 170;
    private static final int BOTTOM = 30;
    private static final int TOP = 10;
    private static final double LOWEST = 10; // microseconds
    private static final double NINES = 4; // 99.99 % is at the right
    private static final String[] COLOURS = {"#0b6e99", "#c2410c", "#7c3aed", "#64748b"};

    private PercentileChart() {}

    static String of(String title, List<StallResult> results) {
        double highest = results.stream()
                .mapToDouble(result -> result.percentiles().get(StallResult.RANKS.size() - 1))
                .max()
                .orElse(LOWEST);
        double decades = Math.max(1, Math.ceil(Math.log10(highest / LOWEST)));
        StringBuilder svg = new StringBuilder(Html.format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" xmlns=\"http://www.w3.org/2000/svg\">\n",
                WIDTH, HEIGHT, Html.escape(title)));
        grid(svg, (int) decades);
        for (int i = 0; i < results.size(); i++) {
            curve(svg, results.get(i), COLOURS[i % COLOURS.length], decades);
            svg.append(Html.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
                    WIDTH - RIGHT + 10,
                    TOP + 14 + 18 * i,
                    COLOURS[i % COLOURS.length],
                    WIDTH - RIGHT + 27,
                    TOP + 20 + 18 * i,
                    Html.escape(results.get(i).engine())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void grid(StringBuilder svg, int decades) {
        for (int decade = 0; decade <= decades; decade++) {
            double y = y(LOWEST * Math.pow(10, decade), decades);
            svg.append(Html.format(
                    "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text class=\"axis\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT, y, WIDTH - RIGHT, y, LEFT - 6, y + 4, time(LOWEST * Math.pow(10, decade))));
        }
        String[] names = {"0", "90 %", "99 %", "99.9 %", "99.99 %"};
        for (int nines = 0; nines < names.length; nines++) {
            svg.append(Html.format(
                    "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    x(100 - 100 * Math.pow(10, -nines)), HEIGHT - BOTTOM + 18, names[nines]));
        }
    }

    private static String time(double micros) {
        return micros < 1e3
                ? Html.format("%.0f us", micros)
                : micros < 1e6 ? Html.format("%.0f ms", micros / 1e3) : Html.format("%.0f s", micros / 1e6);
    }

    private static void curve(StringBuilder svg, StallResult result, String colour, double decades) {
        svg.append(Html.format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"", colour));
        for (int i = 0; i < StallResult.RANKS.size(); i++) {
            svg.append(Html.format(
                    "%.1f,%.1f ",
                    x(StallResult.RANKS.get(i)), y(result.percentiles().get(i), decades)));
        }
        svg.append("\"/>\n");
    }

    private static double x(double percentile) {
        double nines = -Math.log10(1 - percentile / 100);
        return LEFT + (WIDTH - RIGHT - LEFT) * Math.min(nines, NINES) / NINES;
    }

    private static double y(double micros, double decades) {
        double part = Math.log10(Math.max(micros, LOWEST) / LOWEST) / decades;
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(part, 1);
    }
}
