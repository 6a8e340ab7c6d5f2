/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectAlignment;
import io.asyncfs.DirectIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Direct I/O where a path is, found out by opening a file to read.
 *
 * @param file the file that was asked: the path itself, one in the directory, or one that was there for a moment
 * @param memory what addresses must be multiples of, bytes; 0 without direct I/O
 * @param offset what offsets and lengths must be multiples of, bytes; 0 without direct I/O
 */
record DirectReport(String file, int memory, int offset) {
    /** Returns null when there is no file that can be asked. */
    static DirectReport of(AsyncFs fs, Path path) throws IOException, InterruptedException {
        if (!Files.isDirectory(path)) {
            return ofFile(fs, path);
        }
        Path file = fileIn(path);
        if (file != null) {
            return ofFile(fs, file);
        }
        try {
            file = Files.createTempFile(path, ".asyncfs-doctor-", null);
        } catch (IOException e) { // not writable
            return null;
        }
        try {
            return ofFile(fs, file);
        } finally {
            Files.delete(file);
        }
    }

    private static DirectReport ofFile(AsyncFs fs, Path file) throws InterruptedException {
        try {
            AsyncFile open =
                    fs.open(file, StandardOpenOption.READ, DirectIo.PREFERRED).get();
            DirectAlignment found = open.alignment();
            open.close().sync();
            return found.isDirect()
                    ? new DirectReport(file.toString(), found.memory(), found.offset())
                    : new DirectReport(file.toString(), 0, 0);
        } catch (ExecutionException e) { // not readable, or no regular file
            return null;
        }
    }

    /** Returns null when there is none. A link may lead to another file system, and a directory may hide what is in it. */
    private static Path fileIn(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(Files::isReadable)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return offset == 0
                ? "none on this file system"
                : "memory in multiples of " + memory + ", offsets and lengths of " + offset + " bytes";
    }
}
