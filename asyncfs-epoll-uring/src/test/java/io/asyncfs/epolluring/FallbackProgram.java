/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What {@link FallbackTest} runs where system calls are forbidden: prints what was chosen and why, and uses it. */
final class FallbackProgram {
    private FallbackProgram() {}

    /** Writes, reads, and reads below a directory, in the directory given. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (AsyncFs fs = AsyncFs.create()) {
            System.out.println("chosen " + fs.backend());
            for (BackendStatus status : AsyncFs.backends()) {
                System.out.println(status.name() + ": "
                        + (status.available() ? "available" : status.cause() + "; fix: " + status.fix()));
            }
            EventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = fs.create(group.next(), directory.resolve("file")).get();
            file.writeFully(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII), 0)
                    .get();
            expectHello(file.read(0, 100).get());
            file.close().get();
            AsyncDirectory below = fs.openDirectory(null, directory).get();
            AsyncFile found = below.open(group.next(), Path.of("file")).get();
            expectHello(found.read(0, 100).get());
            found.close().get();
            below.close().get();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).get();
        }
        Files.delete(directory.resolve("file"));
        System.out.println("done");
    }

    private static void expectHello(ByteBuf buffer) {
        String text = buffer.toString(StandardCharsets.US_ASCII);
        buffer.release();
        if (!text.equals("hello")) {
            throw new AssertionError("expected hello, got " + text);
        }
    }
}
