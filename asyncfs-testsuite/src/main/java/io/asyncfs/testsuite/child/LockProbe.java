/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process, which asks with the JDK's own locks what it may lock: run by the suite. */
public final class LockProbe {
    private LockProbe() {}

    /** Takes a file, and ranges as POSITION SIZE SHARED; prints yes or no for each. */
    public static void main(String[] args) throws Exception {
        StringBuilder answers = new StringBuilder();
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 1; i < args.length; i += 3) {
                boolean shared = Boolean.parseBoolean(args[i + 2]);
                try (FileLock lock = channel.tryLock(Long.parseLong(args[i]), Long.parseLong(args[i + 1]), shared)) {
                    answers.append(lock == null ? "no " : "yes ");
                }
            }
        }
        System.out.println(answers.toString().trim());
    }
}
