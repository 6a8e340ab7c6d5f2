/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;

/** Copies a file by a pipe of Vert.x: {@code VertxPipe SOURCE TARGET}. Vert.x opens asynchronous channels by the JDK's call. */
public final class VertxPipe {
    private VertxPipe() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        Carried.awaitEngine();
        Vertx vertx = Vertx.vertx();
        try {
            copy(vertx.fileSystem(), args[0], args[1])
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
        Carried.print();
    }

    /** The pipe closes both. */
    private static Future<Void> copy(FileSystem files, String source, String target) {
        OpenOptions read = new OpenOptions().setWrite(false).setCreate(false);
        OpenOptions write = new OpenOptions().setRead(false).setTruncateExisting(true);
        Future<AsyncFile> from = files.open(source, read);
        Future<AsyncFile> to = files.open(target, write);
        return Future.all(from, to).compose(opened -> from.result().pipeTo(to.result()));
    }
}
