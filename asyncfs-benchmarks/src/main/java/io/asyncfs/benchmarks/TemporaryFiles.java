/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a benchmark makes and removes. A signal that ends the process in its midst runs no finally: then a shutdown hook ends
 * the programs that were started, which still write there, and removes what there is.
 */
public final class TemporaryFiles {
    private static final String PREFIX = "asyncfs-bench-";
    private static final long PATIENCE_SECONDS = 10;
    private static final Set<Path> MADE = ConcurrentHashMap.newKeySet();
    private static volatile boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::end, PREFIX + "end"));
    }

    private TemporaryFiles() {}

    /** Makes a directory in another. */
    public static Path directory(Path in) throws IOException {
        return remember(Files.createTempDirectory(in, PREFIX));
    }

    /** Makes a file where the system has its temporary ones. */
    public static Path file(String suffix) throws IOException {
        return remember(Files.createTempFile(PREFIX, suffix));
    }

    private static Path remember(Path made) {
        MADE.add(made);
        return made;
    }

    /** Deletes what was made here, with all that is in it. */
    public static void delete(Path made) throws IOException {
        stopIfEnding();
        remove(made);
        MADE.remove(made);
    }

    /** Does not return when the process ends: whatever failed then, failed because its program or its file was taken away. */
    public static void stopIfEnding() {
        while (ending) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Nobody is left to tell.
            }
        }
    }

    private static void end() {
        if (MADE.isEmpty()) {
            return;
        }
        ending = true;
        List<ProcessHandle> programs = ProcessHandle.current().descendants().toList();
        programs.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle program : programs) {
            try {
                program.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                System.err.println("process " + program.pid() + " does not end: " + e);
            }
        }
        for (Path made : MADE) {
            try {
                // By another name: this process may still be making files by the old one.
                remove(Files.move(made, made.resolveSibling(made.getFileName() + ".old")));
            } catch (IOException e) {
                System.err.println("left behind: " + e);
            }
        }
    }

    private static void remove(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
