/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import static java.lang.ProcessBuilder.Redirect.PIPE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Lets its user have no more threads once a file is open, the kernel's for io_uring among them: run by the suite. */
public final class FewThreads {
    private static final int SECONDS = 30;

    private FewThreads() {}

    /** Takes the backend and a directory. */
    public static void main(String[] args) {
        try {
            run(args[0], Path.of(args[1], "few-threads"));
            System.out.println("done");
            Runtime.getRuntime().halt(0); // no thread to shut down by
        } catch (Exception | LinkageError | AssertionError e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(String backend, Path path) throws Exception {
        AsyncFs fs = AsyncFs.builder().backend(backend).build();
        AsyncFile file = fs.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                .get(SECONDS, TimeUnit.SECONDS);
        ByteBuf content = Unpooled.directBuffer().writeBytes(new byte[10_000]);
        allowNoMoreThreads();
        for (int i = 1; i <= 3; i++) {
            int written = file.append(content.duplicate()).get(SECONDS, TimeUnit.SECONDS);
            file.sync().get(SECONDS, TimeUnit.SECONDS);
            if (written != content.readableBytes() || Files.size(path) != (long) i * written) {
                throw new AssertionError("wrote " + written + ", and the file has " + Files.size(path));
            }
        }
    }

    /** By a process that waits until the thread which Java has for each process has started. */
    private static void allowNoMoreThreads() throws Exception {
        String limit =
                "read -r line; exec prlimit --pid=" + ProcessHandle.current().pid() + " --nproc=1:1";
        Process process = new ProcessBuilder("sh", "-c", limit)
                .inheritIO()
                .redirectInput(PIPE)
                .start();
        try (OutputStream line = process.getOutputStream()) {
            line.write('\n');
        }
        if (process.waitFor() != 0) {
            throw new AssertionError("prlimit ended with " + process.exitValue());
        }
    }
}
