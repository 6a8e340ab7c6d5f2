/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Reads the version Maven wrote into the jar. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "/META-INF/maven/io.asyncfs/asyncfs-examples/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                return new String[] {"asyncfs, not from a jar"};
            }
            Properties properties = new Properties();
            properties.load(in);
            return new String[] {"asyncfs " + properties.getProperty("version")};
        }
    }
}
