/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.BackendStatus;
import io.asyncfs.benchmarks.JsonTarget;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says which backends work on this machine, and for those that do not why and what would change that. */
@Command(
        name = "doctor",
        description = "Say which backends work here, why the others do not, and the limits that matter.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: asyncfs doctor /srv/files", "         asyncfs doctor --json - | jq .chosen"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report as JSON to FILE; - is standard output, which then holds only that."
                    + " Limits are numbers: bytes or a count, -1 for unlimited, null where the system has none.")
    private String json;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "Also say what file system PATH is on.")
    private Path path;

    @Override
    public Integer call() throws Exception {
        DoctorReport.Outcome outcome = DoctorReport.collect(path);
        PrintWriter out = spec.commandLine().getOut();
        if (json != null) {
            JsonTarget.write(json, outcome.report(), out);
        }
        if (!JsonTarget.isStandardOutput(json)) {
            print(outcome.report(), out);
        }
        if (outcome.unavailable() != null) {
            throw outcome.unavailable();
        }
        return 0;
    }

    private static void print(DoctorReport report, PrintWriter out) {
        out.printf("system    %s %s%n", report.os(), report.kernel());
        out.printf("jdk       %s%n", report.jdk());
        out.printf("libc      %s%n", orUnknown(report.libc()));
        out.printf("backend   %s%n", report.chosen() == null ? "none" : report.chosen());
        out.println();
        for (BackendStatus backend : report.backends()) {
            out.printf("%-12s%s%n", backend.name(), backend.available() ? "available" : "not available");
            if (backend.cause() != null) {
                out.printf("%12scause: %s%n", "", backend.cause());
            }
            if (backend.fix() != null) {
                out.printf("%12sfix:   %s%n", "", backend.fix());
            }
        }
        print(report.limits(), out);
        if (report.path() != null) {
            print(report.path(), out);
        }
    }

    private static void print(ProcLimits limits, PrintWriter out) {
        out.println();
        out.printf("%-34s%s%n", "locked memory (memlock)", limit(limits.memlock(), " bytes"));
        out.printf("%-34s%s%n", "open files (nofile)", limit(limits.nofile(), ""));
        out.printf("%-34s%s%n", "kernel.io_uring_disabled", limit(limits.ioUringDisabled(), ""));
        out.printf("%-34s%s%n", "fs.aio-max-nr", limit(limits.aioMaxNr(), ""));
    }

    private static void print(PathReport path, PrintWriter out) {
        out.println();
        out.printf("path        %s%n", path.path());
        out.printf("type        %s%n", orUnknown(path.type()));
        out.printf("device      %s%n", orUnknown(path.device()));
        out.printf("mounted at  %s%n", orUnknown(path.mountPoint()));
        out.printf("options     %s%n", path.options() == null ? "unknown" : String.join(",", path.options()));
        out.printf("block size  %d bytes%n", path.blockSize());
        out.printf("direct I/O  %s%n", path.direct() == null ? "unknown: no file there to ask" : path.direct());
    }

    private static String limit(Long value, String unit) {
        if (value == null) {
            return "not on this system";
        }
        return value == ProcLimits.UNLIMITED ? "unlimited" : value + unit;
    }

    private static String orUnknown(String value) {
        return value == null ? "unknown" : value;
    }
}
