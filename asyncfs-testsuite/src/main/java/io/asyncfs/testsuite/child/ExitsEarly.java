/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Exits with a thousand operations in flight on a disk that does not answer: run by the suite. */
public final class ExitsEarly {
    /** What it ends with. */
    public static final int STATUS = 7;

    private ExitsEarly() {}

    /** Takes the backend and a file of 8 MiB. */
    public static void main(String[] args) throws Exception {
        AsyncFs fs = AsyncFs.builder().backend(args[0]).build();
        EventLoopGroup group = fs.newEventLoopGroup(1);
        AsyncFile file = fs.open(group.next(), Path.of(args[1]), StandardOpenOption.READ, StandardOpenOption.WRITE)
                .get();
        for (int i = 0; i < 500; i++) {
            file.read(i * 16384L, 4096);
            ByteBuf buffer = Unpooled.directBuffer(4096, 4096);
            file.read(buffer, i * 16384L + 8192);
        }
        group.next().submit(() -> {}).sync();
        System.out.println("exits");
        System.exit(STATUS);
    }
}
