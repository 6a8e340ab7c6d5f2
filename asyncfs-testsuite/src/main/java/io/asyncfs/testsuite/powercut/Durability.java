/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/**
 * What a record waits for before it is acknowledged: {@link AsyncFile#dataSync()}, or in a control something that looks
 * like it and makes nothing durable. The controls replace the call and not what the kernel does in it, because a sync that
 * a ring carries out cannot be intercepted; the script has one more, which mounts the file system without barriers.
 */
enum Durability {
    /** The real thing. */
    DATASYNC {
        @Override
        Wait begin(AsyncFile view) {
            Future<Void> synced = view.dataSync();
            return () -> Contract.await(synced);
        }
    },
    /** Control: nothing. */
    NONE {
        @Override
        Wait begin(AsyncFile view) {
            return () -> {};
        }
    },
    /**
     * Control: {@code sync_file_range(2)}, which writes the data and waits for that, but tells neither file system nor
     * disk to keep them. Called by xfs_io(8), a program of xfsprogs, for want of a call in Java; it takes one flag only.
     */
    RANGE {
        @Override
        Wait begin(AsyncFile view) {
            return () -> Commands.run(
                    "xfs_io",
                    "-c",
                    "sync_range -w 0 0",
                    "-c",
                    "sync_range -a 0 0",
                    view.path().toString());
        }
    };

    /** Waits for the end of what has begun. */
    @FunctionalInterface
    interface Wait {
        /** Waits; the writes before it have ended. */
        void end() throws IOException;
    }

    /** Begins; writes that were submitted on this view before may still be under way. */
    abstract Wait begin(AsyncFile view);
}
