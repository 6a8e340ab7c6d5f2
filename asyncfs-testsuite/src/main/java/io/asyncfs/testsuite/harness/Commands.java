/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system: what Java itself cannot make, such as a FIFO, a mount or a process of another user. */
public final class Commands {
    private static final long PATIENCE_SECONDS = 120;

    private Commands() {}

    /** Runs a command that must succeed, and returns what it printed on both outputs. */
    public static String run(String... command) throws IOException {
        return run(new ProcessBuilder(command));
    }

    /** Runs a prepared command that must succeed, and returns what it printed on both outputs. */
    public static String run(ProcessBuilder builder) throws IOException {
        Path output = Files.createTempFile("asyncfs-command-", ".txt");
        Process process = null;
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            List<String> command = builder.command();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not end: " + Files.readString(output, UTF_8));
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " ended with " + process.exitValue() + ": "
                        + new String(Files.readAllBytes(output), UTF_8));
            }
            return new String(Files.readAllBytes(output), UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + builder.command() + " ran");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Files.delete(output);
        }
    }

    /** Unmounts a file system when the kernel is done with it: it lets go of the files of a ring after it has told of their end. */
    public static void unmount(Path root) {
        Contract.eventually("unmounted").ignoreExceptions().until(() -> {
            run("umount", root.toString());
            return true;
        });
    }
}
