/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import io.asyncfs.benchmarks.compare.CompareCommand;
import io.asyncfs.benchmarks.stall.StallCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, on this machine. */
@Command(
        name = "bench",
        description = "Measure files on this machine: one engine, all of them side by side, or stalls of a loop.",
        mixinStandardHelpOptions = true,
        subcommands = {TransferCommand.Read.class, TransferCommand.Write.class, CompareCommand.class, StallCommand.class
        },
        footer = {"", "Example: asyncfs bench read --size 4k --depth 32 --seconds 5"})
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by picocli. */
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command (" + String.join(", ", spec.subcommands().keySet()) + "), got nothing");
    }
}
