/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Descriptors;
import io.netty.util.concurrent.Future;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Is refused what an ordinary user may not do: run by the suite as a process without rights. */
public final class OrdinaryUser {
    private OrdinaryUser() {}

    /**
     * Takes the backend and a directory with {@code unreadable}, {@code readonly} and the directories {@code closed} and
     * {@code kept}, of which the first lets nobody in and the second lets nobody delete its file {@code inside}.
     */
    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        try (AsyncFs fs = AsyncFs.builder().backend(args[0]).build()) {
            denied(dir.resolve("unreadable"), fs.open(dir.resolve("unreadable"), READ));
            denied(dir.resolve("readonly"), fs.open(dir.resolve("readonly"), WRITE));
            denied(dir.resolve("closed/new"), fs.open(dir.resolve("closed/new"), WRITE, CREATE));
            denied(dir.resolve("closed/inside"), fs.open(dir.resolve("closed/inside"), READ));
            denied(dir.resolve("closed/inside"), fs.stat(null, dir.resolve("closed/inside")));
            denied(dir.resolve("closed"), fs.openDirectory(null, dir.resolve("closed")));
            fs.open(dir.resolve("readonly"), READ).get(30, TimeUnit.SECONDS);
            opensWhatCannotBeDeleted(fs, dir.resolve("kept/inside"));
        }
        System.out.println("refused 6, opened 2");
    }

    private static void opensWhatCannotBeDeleted(AsyncFs fs, Path path) throws Exception {
        AsyncFile file = fs.open(path, WRITE, DELETE_ON_CLOSE).get(30, TimeUnit.SECONDS);
        long open = Descriptors.count(path);
        file.close().get(30, TimeUnit.SECONDS);
        long left = Descriptors.count(path);
        if (open != 1 || left != 0) {
            throw new AssertionError(path + ": expected 1 descriptor, then none; were " + open + " and " + left);
        }
    }

    private static void denied(Path path, Future<?> future) throws InterruptedException {
        if (!future.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError(path + ": not done");
        }
        Throwable cause = future.cause();
        if (cause == null || cause.getClass() != AccessDeniedException.class) {
            throw new AssertionError(path + ": expected AccessDeniedException, was " + cause, cause);
        }
        if (!cause.getMessage().contains(path.toString()) || !cause.getMessage().contains("EACCES")) {
            throw new AssertionError(path + ": message tells not path and errno: " + cause.getMessage());
        }
    }
}
