/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** What both kinds of channel do in the same way. */
final class FileCalls {
    private FileCalls() {}

    /** By the engine, where syncs share a kernel call and a failed one stays failed; where waiting is refused, on the thread. */
    static void force(AsyncFile file, boolean metaData) throws IOException {
        if (NioThreads.mayWait()) {
            Await.result(metaData ? file.sync() : file.dataSync());
        } else {
            ((CallerThread) file).here(metaData ? OpKind.SYNC : OpKind.DATASYNC, open -> {
                open.sync(!metaData);
                return null;
            });
        }
    }

    /** Returns null. */
    static Void truncate(AsyncFile file, long size) throws IOException {
        return Await.call(
                file,
                OpKind.TRUNCATE,
                open -> {
                    open.truncate(size);
                    return null;
                },
                () -> file.truncate(size));
    }

    /** Waits, so that a closed channel has no descriptor any more; an event loop goes on. */
    static void close(AsyncFile file) throws IOException {
        Future<Void> closing = file.close();
        if (NioThreads.mayWait()) {
            Await.result(closing);
        }
    }
}
