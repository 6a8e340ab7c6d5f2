/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * The asyncfs that was measured.
 *
 * @param version of it
 * @param commit that it was built from, with {@code -dirty} if files had been changed since; null where the build did not know
 */
record Build(String version, String commit) {
    /** Returns this one, as Maven wrote it down. */
    static Build here() throws IOException {
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            String commit = properties.getProperty("commit");
            return new Build(properties.getProperty("version"), commit.isEmpty() ? null : commit);
        }
    }
}
