/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.BackendUnavailableException;
import io.asyncfs.benchmarks.JsonTarget;
import io.asyncfs.testsuite.SelfTest;
import io.asyncfs.testsuite.SelfTestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the conformance suite on the user's own machine and file system. */
@Command(
        name = "selftest",
        description = "Run the conformance suite of asyncfs on this machine and a file system of yours.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Names every test that is skipped, and ends with: N passed, N failed, N skipped.",
            "",
            "Example: asyncfs selftest --backend pool --dir /mnt/data"
        })
final class SelfTestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Require a backend, or several (NAME,NAME), one after the other: io_uring, linux_aio, pool. Default:"
                            + " the best there is.")
    private List<String> backends = List.of();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Make the files below DIR. Default: the temporary directory.")
    private Path dir;

    @Option(
            names = "--ops",
            paramLabel = "N",
            description = "Operations of each test with random ones (tag model). Default: 20000.")
    private Integer ops;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random. Default: by the clock.")
    private Long seed;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run everything N times. Default: 1.")
    private int repeat;

    @Option(
            names = "--tag",
            paramLabel = "T",
            description =
                    "Run only tests with this tag, or an expression of tags, such as '!adapter & !disk'. Tags: adapter,"
                            + " concurrent, device, disk, filesystem, fuse, linux, model, mount, posix, process, race, root, slow.")
    private String tag;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the outcome as JSON to FILE; - is standard output, which then holds only that.")
    private String json;

    private boolean nothingPassed; // on one of several backends

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean text = !JsonTarget.isStandardOutput(json);
        SelfTestResult result = backends.size() > 1 ? onEach(out, text) : run(configured(), out, text);
        if (json != null) {
            JsonTarget.write(json, Document.of(result), out);
        }
        if (text) {
            out.println(result);
        }
        return result.isSuccess() && !nothingPassed ? 0 : 1;
    }

    private SelfTestResult onEach(PrintWriter out, boolean text) throws IOException {
        SelfTest test = configured();
        SelfTestResult all = SelfTestResult.NONE;
        for (String backend : backends) {
            if (text) {
                out.println("== " + backend);
            }
            SelfTestResult result = run(test.backend(backend), out, text).of(backend);
            if (text) {
                out.println("== " + backend + ": " + result);
            }
            nothingPassed |= result.passed() == 0;
            all = all.plus(result);
        }
        return all;
    }

    private SelfTestResult run(SelfTest test, PrintWriter out, boolean text) {
        if (text) {
            test.progress(name -> out.println("  " + name));
        }
        SelfTestResult result = test.run();
        if (text) {
            result.skipped().forEach(skip -> out.println("SKIPPED " + skip.name() + ": " + skip.reason()));
            result.failed().forEach(failure -> print(failure, out));
        }
        return result;
    }

    private SelfTest configured() throws IOException {
        if (repeat < 1) {
            throw wrong("--repeat", repeat);
        }
        if (ops != null && ops < 1) {
            throw wrong("--ops", ops);
        }
        SelfTest test = new SelfTest().repeat(repeat);
        backends.forEach(SelfTestCommand::requireBackend);
        if (backends.size() == 1) {
            test.backend(backends.get(0));
        }
        if (dir != null) {
            if (!Files.isDirectory(dir.toRealPath())) {
                throw new NotDirectoryException(dir.toString());
            }
            test.dir(dir.toAbsolutePath());
        }
        if (ops != null) {
            test.ops(ops);
        }
        if (seed != null) {
            test.seed(seed);
        }
        if (tag != null) {
            passTag(test);
        }
        return test;
    }

    private void passTag(SelfTest test) {
        try {
            test.tag(tag);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--tag: " + e.getMessage());
        }
    }

    /** One clear line now instead of a failure of every test. */
    private static void requireBackend(String name) {
        List<BackendStatus> backends = AsyncFs.backends();
        BackendStatus status = backends.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackendUnavailableException("no backend " + name + "; there are "
                        + backends.stream().map(BackendStatus::name).toList()));
        if (!status.available()) {
            String fix = status.fix() == null ? "" : "; " + status.fix();
            throw new BackendUnavailableException(name + " is not available: " + status.cause() + fix);
        }
    }

    private void print(SelfTestResult.Test failure, PrintWriter out) {
        out.println("FAILED " + failure.name() + ": " + failure.reason());
        if (spec.parent().userObject() instanceof Main main && main.isVerbose() && failure.cause() != null) {
            failure.cause().printStackTrace(out);
        }
    }

    private ParameterException wrong(String option, int got) {
        return new ParameterException(spec.commandLine(), option + ": expected 1 or more, got " + got);
    }

    /** The JSON document. */
    private record Document(int passed, int failed, int skipped, List<Entry> failures, List<Entry> skips) {
        static Document of(SelfTestResult result) {
            return new Document(
                    result.passed(),
                    result.failed().size(),
                    result.skipped().size(),
                    result.failed().stream().map(Entry::of).toList(),
                    result.skipped().stream().map(Entry::of).toList());
        }
    }

    private record Entry(String name, String reason) {
        static Entry of(SelfTestResult.Test test) {
            return new Entry(test.name(), test.reason());
        }
    }
}
