/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import io.asyncfs.AsyncFs;
import io.asyncfs.benchmarks.Terminal;
import io.asyncfs.examples.process.TerminationSignals;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies one file. */
@Command(
        name = "cp",
        description = "Copy a file with many operations in flight.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "DST is replaced in one step, once the whole copy is on the disk: until then it stays as it was, also when "
                    + "the copy fails or is stopped. The copy is made under a hidden name beside it.",
            "",
            "A new file gets the permission bits of SRC, less the umask; one that is replaced keeps its own, and its "
                    + "owner and group if you may give files away; a group that it cannot keep is replaced by yours, which then may "
                    + "do no more than everybody. Copied "
                    + "are the bytes that SRC had when it was opened; if it becomes shorter meanwhile the copy fails. "
                    + "Holes become zeros.",
            "",
            "Ctrl-C stops it and removes what was copied (exit status 130; 143 for SIGTERM); a second one exits at "
                    + "once and may leave the hidden file.",
            "",
            "Example: asyncfs cp --depth 64 disk.img /mnt/backup/"
        })
public final class CpCommand implements Callable<Integer> {
    private static final long FS_SECONDS = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--direct", description = "Read and write past the page cache; fails where that cannot be.")
    private boolean direct;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "32",
            description = "Operations in flight, 1 to " + CopyPlan.MAX_DEPTH + ". Default: 32.")
    private int depth;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Require a backend, of those that doctor names: io_uring, linux_aio, pool. Default: the best there is.")
    private String backend;

    @Parameters(index = "0", paramLabel = "SRC", description = "The file to copy.")
    private String source;

    @Parameters(index = "1", paramLabel = "DST", description = "The copy, or a directory to put it in.")
    private String target;

    private final AtomicInteger signal = new AtomicInteger();

    /** Created by picocli. */
    public CpCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (depth < 1 || depth > CopyPlan.MAX_DEPTH) {
            throw wrong("--depth: expected 1 to " + CopyPlan.MAX_DEPTH + ", got " + depth);
        }
        Path from = path("SRC", source);
        path("DST", target);
        if (Files.isDirectory(from)) {
            throw new FileSystemException(source, null, "is a directory");
        }
        from.getFileSystem().provider().checkAccess(from); // SRC first: without it nothing else matters
        Path into = Destination.path(from, target);
        if (Files.exists(into) && Files.isSameFile(from, into)) {
            throw wrong("SRC and DST are the same file: " + source + " and " + target);
        }
        Destination to = Destination.of(into);
        AsyncFs fs = AsyncFs.builder()
                .backend(backend != null ? backend : System.getProperty("io.asyncfs.backend"))
                .build();
        try {
            return copy(fs, from, to);
        } finally {
            // Not close(), which waits for every file: one on a mount that hangs must not keep the process.
            fs.shutdown().await(FS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private int copy(AsyncFs fs, Path from, Destination to)
            throws IOException, InterruptedException, ExecutionException {
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        CopyProgress progress = Terminal.isStandardError() ? bar : (copied, size) -> {};
        CopyJob job = new CopyJob(fs, from, to, depth, direct, progress);
        TerminationSignals signals = TerminationSignals.install(
                number -> {
                    signal.set(number);
                    job.stop();
                },
                signals());
        long started = System.nanoTime();
        long bytes;
        try {
            bytes = job.run();
        } catch (CancellationException e) {
            if (signal.get() == 0) {
                throw e;
            }
            return TerminationSignals.STATUS + signal.get();
        } catch (ExecutionException e) {
            if (direct && e.getCause() instanceof UnsupportedOperationException) {
                throw new IOException("--direct: the file system of " + source + " or of " + to.directory()
                        + " has no direct I/O: copy without that option");
            }
            throw e;
        } finally {
            bar.clear();
            if (job.leftBehind() != null) {
                spec.commandLine().getErr().println(spec.qualifiedName() + ": could not remove " + job.leftBehind());
            }
            signals.close();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT, "copied %d bytes in %.3f s (backend %s)", bytes, seconds, fs.backend()));
        return 0;
    }

    /** A terminal that is closed sends SIGHUP, where there is one; nohup(1) keeps its effect. */
    private static String[] signals() {
        return File.separatorChar == '\\' ? new String[] {"TERM", "INT"} : new String[] {"TERM", "INT", "HUP"};
    }

    private Path path(String name, String given) {
        if (given.isEmpty()) {
            throw wrong(name + ": expected a path, got nothing");
        }
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw wrong(name + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
