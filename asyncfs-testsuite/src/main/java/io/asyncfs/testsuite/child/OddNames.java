/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Opens every file of a directory, whatever its name; each must hold 3 bytes. Run by the suite under other locales. */
public final class OddNames {
    private OddNames() {}

    /** Takes the backend and the directory; prints how many files there were. */
    public static void main(String[] args) throws Exception {
        try (AsyncFs fs = AsyncFs.builder().backend(args[0]).build()) {
            System.out.println(openAll(fs, Path.of(args[1])) + " names");
        }
    }

    /** Opens every file of a directory and returns how many there were. */
    public static int openAll(AsyncFs fs, Path directory) throws Exception {
        int count = 0;
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path path : names) {
                AsyncFile file = fs.open(path).get(30, TimeUnit.SECONDS);
                long size = file.size().get(30, TimeUnit.SECONDS);
                if (size != 3 || fs.stat(null, path).get(30, TimeUnit.SECONDS).size() != 3) {
                    throw new AssertionError(path.toUri() + ": expected 3 bytes, has " + size);
                }
                file.close().get(30, TimeUnit.SECONDS);
                count++;
            }
        }
        return count;
    }
}
