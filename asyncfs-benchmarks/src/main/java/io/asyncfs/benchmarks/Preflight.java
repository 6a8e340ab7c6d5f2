/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What is looked at before a run of minutes, which would be in vain. */
public final class Preflight {
    private static final int MIB = 1 << 20;

    private final CommandSpec spec;

    /** Takes the command. */
    public Preflight(CommandSpec spec) {
        this.spec = spec;
    }

    /** Fails unless the reports can be written; null is what was not asked for. */
    public void outputs(String json, Path html, Path svg) {
        if (json != null && !JsonTarget.isStandardOutput(json)) {
            file("--json", Path.of(json));
        }
        if (html != null) {
            file("--html", html);
        }
        if (svg != null) {
            directory("--svg", svg);
        }
    }

    private void file(String option, Path file) {
        Path parent = file.toAbsolutePath().getParent();
        boolean fits = Files.exists(file)
                ? !Files.isDirectory(file) && Files.isWritable(file)
                : Files.isDirectory(parent) && Files.isWritable(parent);
        if (!fits) {
            throw wrong(option + ": expected a file in a directory that is there and can be written to, got " + file);
        }
    }

    private void directory(String option, Path directory) {
        Path there = directory.toAbsolutePath();
        while (Files.notExists(there)) {
            there = there.getParent(); // they will be made
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw wrong(option + ": expected a directory that can be made or written to, got " + directory);
        }
    }

    /** Fails unless a directory, which an option names, has room for so many bytes. */
    public void space(String option, Path dir, long bytes) throws IOException {
        long usable = Files.getFileStore(dir).getUsableSpace();
        if (usable < bytes) {
            throw wrong(option + ": expected room for " + bytes / MIB + " MiB of test files, got " + usable / MIB
                    + " MiB in " + dir);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
