/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mounted tmpfs, where {@link Platform#mayMount}.
 *
 * @param root where it is mounted
 */
public record Tmpfs(Path root) implements AutoCloseable {
    /** Mounts one on a new directory, with options of mount(8) such as {@code size=1m}. */
    public static Tmpfs mount(Path directory, String options) throws IOException {
        Files.createDirectories(directory);
        Commands.run("mount", "-t", "tmpfs", "-o", options, "asyncfs-test", directory.toString());
        return new Tmpfs(directory);
    }

    /** Mounts it anew with other options, such as {@code ro}. */
    public void remount(String options) throws IOException {
        Commands.run("mount", "-o", "remount," + options, root.toString());
    }

    /** Returns the path of a name in it. */
    public Path path(String name) {
        return root.resolve(name);
    }

    /** Unmounts it; fails when a file of it is open and remains so. */
    @Override
    public void close() {
        Commands.unmount(root);
    }
}
