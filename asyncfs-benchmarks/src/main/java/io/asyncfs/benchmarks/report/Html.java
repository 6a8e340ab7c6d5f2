/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.util.Locale;

/** One page that needs nothing else, for screens of every width and for paper. */
public final class Html {
    private static final String STYLE = """
            :root { --ink: #1c2330; --faint: #5d6778; --line: #d9dee7; --ours: #0b6e99; --other: #b6bfcc; --bad: #b3261e; --good: #1b7f3b }
            * { box-sizing: border-box }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 60rem; margin: 0 auto; padding: 1rem }
            h1 { font-size: 1.6rem; line-height: 1.2 } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem }
            h3 { font-size: 1rem; margin: 1rem 0 .3rem } h1, h2, h3 { break-after: avoid }
            p, dt { color: var(--faint) } dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem } dd { margin: 0 }
            code { font-size: .9em; overflow-wrap: anywhere }
            .scroll { overflow-x: auto } svg { width: 100%; min-width: 45rem; height: auto }
            svg text { font: 12px system-ui, sans-serif; fill: var(--ink) } svg .axis { fill: var(--faint) }
            svg .ours { fill: var(--ours) } svg .other { fill: var(--other) } svg .spread { stroke: var(--ink); stroke-width: 1.5 }
            svg .grid { stroke: var(--line) }
            table { border-collapse: collapse; width: 100%; font-size: .85rem }
            th, td { text-align: right; padding: .2rem .5rem; border-bottom: 1px solid var(--line); white-space: nowrap }
            th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: #fff } .missed { color: var(--bad); font-weight: 600 } .met { color: var(--good) }
            details { margin: .3rem 0 } summary { cursor: pointer; color: var(--faint) }
            @media (max-width: 40rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem } }
            @media print {
              body { font-size: 11px; max-width: none; padding: 0 } section { break-inside: avoid } details[open] summary { display: none }
              .scroll { overflow: visible } svg { min-width: 0 } th, td { white-space: normal; overflow-wrap: anywhere; padding: .1rem .25rem }
            }
            """;

    private Html() {}

    /** Returns text as HTML shows it. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Formats text with figures as English has them. */
    public static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    /** Formats a figure, or says so if there is none. */
    public static String figure(String text, Number value, String none) {
        return value == null ? none : format(text, value);
    }

    /** Returns a page. */
    public static String page(String title, String body) {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>"
                + escape(title) + "</h1>\n" + body + "</body>\n</html>\n";
    }

    /** Returns where it was measured, as a list. */
    public static String environment(Environment where) {
        StringBuilder list = new StringBuilder("<dl>\n");
        item(list, "Date", where.date());
        item(
                list,
                "Machine",
                format("%s, %d processors, %,d MiB", where.processor(), where.processors(), where.memoryMebibytes()));
        item(list, "System", where.kernel() + ", files on " + where.fileSystem());
        item(list, "Java", where.jdk() + ", Netty " + where.netty());
        item(list, "asyncfs", where.asyncfs() + (where.commit() == null ? "" : ", commit " + where.commit()));
        if (where.fio() != null) {
            item(list, "fio", where.fio());
        }
        where.absent().forEach(one -> item(list, "Absent", one.line()));
        list.append("<dt>Command</dt><dd><code>")
                .append(escape(where.command()))
                .append("</code></dd>\n");
        return list.append("</dl>\n").toString();
    }

    private static void item(StringBuilder list, String name, String value) {
        list.append("<dt>")
                .append(name)
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }

    /** Adds the head of a table, which a new page of paper repeats. */
    public static void head(StringBuilder table, Object... names) {
        table.append("<thead>");
        row(table, "th", names);
        table.append("</thead>\n");
    }

    /** Adds a row of a table. */
    public static void row(StringBuilder table, String cell, Object... values) {
        table.append("<tr>");
        for (Object value : values) {
            table.append('<')
                    .append(cell)
                    .append('>')
                    .append(value)
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        table.append("</tr>\n");
    }
}
