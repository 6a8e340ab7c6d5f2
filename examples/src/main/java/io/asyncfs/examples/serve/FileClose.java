/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncFile;
import java.lang.System.Logger.Level;

/** Closes files that were only read: nobody waits, and a failure loses nothing, but it is told. */
final class FileClose {
    private FileClose() {}

    static void of(AsyncFile file) {
        file.close().addListener(close -> {
            if (!close.isSuccess()) {
                FailureLog.log(Level.WARNING, "cannot close " + file.path(), close.cause());
            }
        });
    }
}
