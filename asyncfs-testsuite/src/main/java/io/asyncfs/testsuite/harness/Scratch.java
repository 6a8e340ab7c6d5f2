/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory for processes of another user, who cannot come to that of a test.
 *
 * @param path where it is
 */
public record Scratch(Path path) implements AutoCloseable {
    /** Makes one below the temporary directory, with permissions such as {@code rwxr-xr-x}. */
    public static Scratch make(String permissions) throws IOException {
        Path path = Files.createTempDirectory("asyncfs-user-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return new Scratch(path);
    }

    /** Deletes it, and what processes have left in it. */
    @Override
    public void close() throws IOException {
        Commands.run("rm", "-r", path.toString());
    }
}
