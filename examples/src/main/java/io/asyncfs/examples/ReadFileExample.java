/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;

/** Reads a file into pooled buffers and prints it: the smallest program there is, without an event loop of its own. */
public final class ReadFileExample {
    private static final int CHUNK = 64 * 1024;

    private ReadFileExample() {}

    /**
     * Runs the example.
     *
     * @param args the file to print
     */
    public static void main(String[] args) throws Exception {
        try (AsyncFs fs = AsyncFs.create()) {
            AsyncFile file = fs.open(Path.of(args[0])).get();
            long position = 0;
            ByteBuf chunk = file.read(position, CHUNK).get();
            while (chunk.isReadable()) {
                position += chunk.readableBytes();
                chunk.readBytes(System.out, chunk.readableBytes());
                chunk.release();
                chunk = file.read(position, CHUNK).get();
            }
            chunk.release();
            file.close().get();
        }
        System.out.flush();
    }
}
