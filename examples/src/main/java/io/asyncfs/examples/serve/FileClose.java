/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncFile;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Closes files that were only read: nobody waits, and a failure loses nothing, but it is told. */
final class FileClose {
    private FileClose() {}

    static void of(AsyncFile file) {
        tellFailure(file.close(), file.path());
    }

    static void tellFailure(Future<Void> closing, Path path) {
        closing.addListener(close -> {
            if (!close.isSuccess()) {
                FailureLog.log(Level.WARNING, "cannot close " + path, close.cause());
            }
        });
    }
}
