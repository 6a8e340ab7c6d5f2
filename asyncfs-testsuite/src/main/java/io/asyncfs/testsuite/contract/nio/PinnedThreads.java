/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.VirtualThreads;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Two virtual threads, for which there is one carrier, get their results together; the second keeps the carrier until then, as
 * it waits in a class initialiser. Arguments: a backend, a file. Prints how many rounds came to their end.
 */
final class PinnedThreads {
    private static final int ROUNDS = 20;

    /** What {@link Pinned} does while it is initialised; one at a time. */
    private static volatile Runnable whileInitialised;

    /** Each hidden copy of it is initialised once. */
    static final class Pinned {
        static {
            whileInitialised.run();
        }
    }

    public static void main(String[] arguments) throws Exception {
        AsyncFs fs = AsyncFs.builder().backend(arguments[0]).build();
        Path path = Path.of(arguments[1]);
        byte[] copy;
        try (var in = PinnedThreads.class.getResourceAsStream("PinnedThreads$Pinned.class")) {
            copy = in.readAllBytes();
        }
        try (FileChannel channel = AsyncFsFileChannel.open(fs, path, Set.of(StandardOpenOption.WRITE))) {
            EventExecutor loop = fs.open(null, path).sync().getNow().executor();
            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture<Void> mayGoOn = new CompletableFuture<>();
                loop.execute(mayGoOn::join);
                Thread first = waiting(() -> write(channel, 0));
                whileInitialised = () -> write(channel, 1);
                Thread second = waiting(() -> initialise(copy));
                mayGoOn.complete(null);
                first.join();
                second.join();
            }
        }
        System.out.println(ROUNDS);
        System.exit(0);
    }

    /** Starts a virtual thread and returns when it waits. */
    private static Thread waiting(Runnable task) {
        Thread thread = VirtualThreads.factory().newThread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void write(FileChannel channel, long position) {
        try {
            channel.write(ByteBuffer.allocateDirect(1), position);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void initialise(byte[] copy) {
        try {
            MethodHandles.lookup().defineHiddenClass(copy, true, MethodHandles.Lookup.ClassOption.NESTMATE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private PinnedThreads() {}
}
