/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media type of a file by the last extension of its name. */
final class MimeTypes {
    private static final String TABLE = "mime.types";
    private static final String UNKNOWN = "application/octet-stream";

    private final Map<String, String> byExtension;

    private MimeTypes(Map<String, String> byExtension) {
        this.byExtension = Map.copyOf(byExtension);
    }

    /** Reads the table that comes with this class: lines of a type and its extensions. Blocks; not for an event loop. */
    static MimeTypes load() throws IOException {
        Map<String, String> types = new HashMap<>();
        try (InputStream in = MimeTypes.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IOException("the resource " + TABLE + " is missing beside " + MimeTypes.class.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line.strip().split("\\s+"), types);
                }
            }
        }
        return new MimeTypes(types);
    }

    /** Returns the value of Content-Type for a file name; text is taken to be UTF-8. */
    String of(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return byExtension.getOrDefault(extension, UNKNOWN);
    }

    private static void add(String[] words, Map<String, String> types) throws IOException {
        String type = words[0].startsWith("text/") ? words[0] + "; charset=utf-8" : words[0];
        for (int i = 1; i < words.length; i++) {
            if (types.put(words[i], type) != null) {
                throw new IOException(TABLE + " has the extension " + words[i] + " twice");
            }
        }
    }
}
