/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what {@code --json} asks for. */
public final class Json {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

    private Json() {}

    /** Writes a document to a file, or to {@code out} when the target is {@code -}. */
    public static void write(String target, Object document, PrintWriter out) throws IOException {
        String json = GSON.toJson(document);
        if (isStandardOutput(target)) {
            out.println(json);
            out.flush();
        } else {
            Files.writeString(Path.of(target), json + "\n");
        }
    }

    /** Returns true when standard output is to hold the document and nothing else. */
    public static boolean isStandardOutput(String target) {
        return "-".equals(target);
    }
}
