/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Guarded;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Exits with a thousand operations in flight on a disk that does not answer: run by the suite. */
public final class ExitsEarly {
    /** What it ends with. */
    public static final int STATUS = 7;

    /** How many reads have a buffer of the caller, and its bytes. */
    public static final int READS = 500;

    public static final int BYTES = 4096;

    private ExitsEarly() {}

    /** Returns from where in the file such a read is. */
    public static long position(int read) {
        return 4L * read * BYTES;
    }

    /** Takes the backend, a file of 8 MiB, and another for the buffers. */
    public static void main(String[] args) throws Exception {
        AsyncFs fs = AsyncFs.builder().backend(args[0]).build();
        EventLoopGroup group = fs.newEventLoopGroup(1);
        AsyncFile file = fs.open(group.next(), Path.of(args[1]), StandardOpenOption.READ, StandardOpenOption.WRITE)
                .get();
        Guarded buffers = Guarded.create(Path.of(args[2]), READS, BYTES);
        for (int i = 0; i < READS; i++) {
            file.read(buffers.buffer(i), position(i));
            file.read(position(i) + 2 * BYTES, BYTES);
        }
        group.next().submit(() -> {}).sync();
        System.out.println("exits");
        System.exit(STATUS);
    }
}
