/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.benchmarks.BenchCommand;
import io.asyncfs.examples.cp.CpCommand;
import io.asyncfs.examples.serve.ServeCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code ./asyncfs}. Exit status: 0 for success, 1 for a failure, 2 for wrong usage; both say why in
 * one line on standard error.
 */
@Command(
        name = "asyncfs",
        description = "Asynchronous files for Netty: see what this machine can do, and try it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            CpCommand.class,
            DoctorCommand.class,
            LastOpCommand.class,
            SelfTestCommand.class,
            BenchCommand.class
        },
        footerHeading =
                "%nThe script ./asyncfs has one more command, test, which sets up a machine and runs the tests.%n%n",
        footer = "Example: asyncfs doctor .")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean verbose;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> unknown;

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, args);
        out.flush();
        System.exit(status);
    }

    /** Runs a command in this process and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(main::failed)
                .execute(args);
    }

    /** Reached when what was given is no command, or nothing was. */
    @Override
    public void run() {
        String given = unknown == null ? "nothing" : unknown.get(0);
        throw new ParameterException(
                spec.commandLine(),
                "expected a command (" + String.join(", ", spec.subcommands().keySet()) + "), got " + given);
    }

    /** Returns true when stack traces are wanted. */
    boolean isVerbose() {
        return verbose;
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String reason = e.getMessage().lines().findFirst().orElse("wrong usage");
        command.getErr().println(name + ": " + reason + " (see " + name + " --help)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Failures.describe(e));
        if (verbose) {
            e.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
