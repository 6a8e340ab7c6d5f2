/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Charts as files of their own, for documents: with their style, on a ground that suits a dark page as well. */
public final class Picture {
    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #1c2330 } .axis { fill: #5d6778 } .ground { fill: #ffffff }
            .ours { fill: #0b6e99 } .other { fill: #b6bfcc } .spread { stroke: #1c2330; stroke-width: 1.5 } .grid { stroke: #d9dee7 }
            </style>
            <rect class="ground" width="100%" height="100%" rx="6"/>
            """;

    private Picture() {}

    /** Writes a chart of a page to {@code NAME.svg} in a directory, which is made. */
    public static void write(Path directory, String name, String chart) throws IOException {
        int body = chart.indexOf('\n') + 1;
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".svg"), chart.substring(0, body) + STYLE + chart.substring(body));
    }
}
