/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that knows nothing of us, whose first file is a temporary one. */
final class TemporaryFileProgram {
    private TemporaryFileProgram() {}

    public static void main(String[] args) throws Exception {
        Path file = Files.createTempFile(Path.of(args[0]), "first", null);
        try (FileChannel channel = FileChannel.open(file)) {
            System.out.println("channel " + channel.getClass().getName());
        }
    }
}
