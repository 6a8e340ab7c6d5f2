/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.platform.Log;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Results that nobody is left to receive. */
public final class Unclaimed {
    private static final Log LOGGER = Log.of("io.asyncfs");

    private Unclaimed() {}

    /** Gives back what a result holds: closes a file, directory or channel, releases a buffer. Any thread. */
    public static void giveBack(Object result) {
        if (result instanceof AsyncFile file) {
            file.close();
        } else if (result instanceof AsyncDirectory directory) {
            directory.close();
        } else if (result instanceof FileChannel channel) {
            close(channel);
        } else {
            ReferenceCountUtil.release(result);
        }
    }

    /** Gives back what a blocking call has opened or locked. Any thread. */
    static void giveBackOf(FileOp op) {
        try {
            if (op.value() instanceof OpenFile file) {
                file.close();
            } else if (op.value() instanceof OpenDirectory directory) {
                directory.close();
            } else if (op.value() instanceof FileChannel channel) {
                channel.close();
            } else if (op.call instanceof LockCall lock && Boolean.TRUE.equals(op.value())) {
                lock.undo();
            }
        } catch (IOException e) {
            LOGGER.log(Log.Level.DEBUG, "giving back {0}, which nobody waits for, failed: {1}", op.path(), e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Log.Level.DEBUG, "closing a channel that nobody waits for failed: {0}", e);
        }
    }
}
