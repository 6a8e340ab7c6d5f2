/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where {@code --json} writes: a file, or standard output for {@code -}, which then holds nothing else. */
public final class JsonTarget {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

    private JsonTarget() {}

    /**
     * Writes a document.
     *
     * @param target a path, or {@code -}
     * @param document a record or collection
     * @param out standard output
     */
    public static void write(String target, Object document, PrintWriter out) throws IOException {
        String json = GSON.toJson(document);
        if (isStandardOutput(target)) {
            out.println(json);
        } else {
            Files.writeString(Path.of(target), json + "\n");
        }
    }

    /** Returns true when standard output is to hold the document and nothing else. */
    public static boolean isStandardOutput(String target) {
        return "-".equals(target);
    }
}
