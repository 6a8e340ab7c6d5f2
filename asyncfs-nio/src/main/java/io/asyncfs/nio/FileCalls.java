/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.Channel;

/** What both kinds of channel do in the same way. */
final class FileCalls {
    private static final Cleaner CLEANER = Cleaner.create();

    /** Longer than a disk takes, and short for who would wait for ever. */
    private static final long CLOSE_NANOS = 10_000_000_000L;

    private FileCalls() {}

    /** Starts the thread that {@link #closeWhenAbandoned} needs; a class whose initialiser once failed stays so. */
    static void prepare() {}

    /**
     * Closes the file when the channel is garbage, as the JDK does for its file channels: programs forget to. Closing twice
     * does nothing, and a call that still runs on the channel's behalf ends before the descriptor is closed.
     */
    static void closeWhenAbandoned(Channel channel, AsyncFile file) {
        CLEANER.register(channel, () -> {
            file.close();
            LockTable.purge(((CallerThread) file).fileKey());
        });
    }

    /** By the engine, where syncs share a kernel call and a failed one stays failed; where waiting is refused, on the thread. */
    static void force(AsyncFile file, boolean metaData) throws IOException {
        if (Futures.mayWait()) {
            Await.admitted(
                    file, () -> metaData ? file.sync() : file.dataSync(), running -> Await.result(file, running));
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

    /**
     * Waits, so that a closed channel has no descriptor any more; an event loop goes on. Not for ever: the JDK's close() holds
     * a lock meanwhile, for which the loop that is waited for may wait, if what it runs closes the channel, too.
     */
    static void close(AsyncFile file) throws IOException {
        Future<Void> closing = file.close();
        if (Futures.mayWait()) {
            Await.briefly(closing, CLOSE_NANOS);
        }
    }
}
