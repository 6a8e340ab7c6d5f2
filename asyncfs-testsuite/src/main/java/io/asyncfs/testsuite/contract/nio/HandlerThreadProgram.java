/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/** A program that has said by what factory the threads of handlers are made. */
public final class HandlerThreadProgram {
    private HandlerThreadProgram() {}

    /** The factory. */
    public static final class Factory implements ThreadFactory {
        /** Made by its name. */
        public Factory() {}

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, "a thread of the user's");
            thread.setDaemon(true);
            return thread;
        }
    }

    private static final class Handler implements CompletionHandler<Integer, CompletableFuture<String>> {
        @Override
        public void completed(Integer result, CompletableFuture<String> threadName) {
            threadName.complete(Thread.currentThread().getName());
        }

        @Override
        public void failed(Throwable cause, CompletableFuture<String> threadName) {
            threadName.completeExceptionally(cause);
        }
    }

    /** Runs it: {@code HandlerThreadProgram DIRECTORY}. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]).resolve("file");
        try (AsynchronousFileChannel channel = AsyncFsAsynchronousFileChannel.open(file, CREATE, WRITE)) {
            CompletableFuture<String> threadName = new CompletableFuture<>();
            channel.write(ByteBuffer.allocate(1), 0, threadName, new Handler());
            System.out.println("handler on " + threadName.get());
        }
    }
}
