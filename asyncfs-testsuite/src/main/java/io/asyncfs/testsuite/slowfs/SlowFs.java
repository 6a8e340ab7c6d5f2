/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import io.asyncfs.testsuite.harness.Contract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A mounted file system that is as slow as the test says: every kind of request can be delayed, held until it is released,
 * failed with an errno or cut short. Files live in memory, in one directory; make them with {@link Files}. Linux, the right to
 * mount and {@code /dev/fuse} are needed, no package and no library: the server is a process of its own (a virtual machine that
 * serves its own files would hang when it ends), see {@link SlowFsServer}.
 */
public final class SlowFs implements FaultyDisk {
    private static final long PATIENCE_SECONDS = Contract.PATIENCE_SECONDS;

    // mount(8) hands descriptor 0 to the kernel; the server then speaks on it. Commands come through descriptor 3.
    private static final String START = "exec 3<&0; exec <>/dev/fuse; "
            + "mount -i -t fuse -o fd=0,rootmode=40000,user_id=0,group_id=0,allow_other,max_read=32768 slowfs \"$1\""
            + " && exec \"$2\" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -cp \"$3\" \"$4\"";

    private final Path root;
    private final Process server;
    private final Writer commands;
    private final BufferedReader answers;

    private SlowFs(Path root, Process server) {
        this.root = root;
        this.server = server;
        this.commands = server.outputWriter(StandardCharsets.US_ASCII);
        this.answers = server.inputReader(StandardCharsets.US_ASCII);
    }

    /** Mounts an empty file system on {@code directory}, which is created when it is not there. */
    public static SlowFs mount(Path directory) throws IOException {
        Files.createDirectories(directory);
        Process server = new ProcessBuilder(
                        "sh",
                        "-c",
                        START,
                        "slowfs",
                        directory.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        classPath(),
                        SlowFsServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SlowFs slow = new SlowFs(directory, server);
        try {
            slow.interruptible(false);
        } catch (RuntimeException e) {
            slow.close();
            throw e;
        }
        return slow;
    }

    /** Returns the path of a name in this file system. */
    public Path path(String name) {
        return root.resolve(name);
    }

    @Override
    public SlowFs delay(SlowOp op, Duration delay) {
        return tell("delay", op, delay.toMillis());
    }

    @Override
    public SlowFs hold(SlowOp op) {
        return tell("hold", op, 0);
    }

    @Override
    public SlowFs release(SlowOp op) {
        return tell("release", op, 0);
    }

    @Override
    public SlowFs fail(SlowOp op, int errno) {
        return failFrom(op, errno, 0);
    }

    /** Fails every later read or write that begins at {@code position} of its file or behind it; errno 0 ends that. */
    public SlowFs failFrom(SlowOp op, int errno, int position) {
        return tell("from", op, position).tell("fail", op, errno);
    }

    /** Lets every later read or write transfer at most so many bytes; 0 ends that. */
    public SlowFs cutShort(SlowOp op, int maxBytes) {
        return tell("short", op, maxBytes);
    }

    /** Says whether requests that wait end when the kernel interrupts them; at first they do not. */
    public SlowFs interruptible(boolean yes) {
        ask("interruptible " + yes);
        return this;
    }

    /** Returns how many requests of a kind there have been. */
    public int count(SlowOp op) {
        return Integer.parseInt(ask("count " + op));
    }

    @Override
    public boolean isWaiting(SlowOp op) {
        return Integer.parseInt(ask("waiting " + op)) > 0;
    }

    @Override
    public void awaitWaiting(SlowOp op, int requests) {
        Awaitility.await(requests + " requests of " + op + " wait")
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Integer.parseInt(ask("waiting " + op)), waiting -> waiting == requests);
    }

    /** Ends the server, which fails every request that still waits (ECONNABORTED or ENOTCONN), and unmounts. */
    @Override
    public void close() throws IOException {
        server.destroyForcibly();
        run("umount", "-l", root.toString());
        commands.close();
        answers.close();
        try {
            server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SlowFs tell(String verb, SlowOp op, long number) {
        ask(verb + ' ' + op + ' ' + number);
        return this;
    }

    private synchronized String ask(String command) {
        try {
            commands.write(command + '\n');
            commands.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the server of " + root + " has ended");
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String classPath() {
        try {
            return Path.of(SlowFs.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
