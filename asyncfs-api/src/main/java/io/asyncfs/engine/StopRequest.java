/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.CancellationException;

/** What a caller who wants an operation stopped gets when its mechanism has it: no further than it has come. Loop only. */
final class StopRequest {
    private StopRequest() {}

    /**
     * Asks the kernel to stop, takes back what no thread of the pool has begun, and lets the rest go no further than its next
     * piece. A blocking call, and a sync that others share, cannot be stopped.
     *
     * @param cause null for a cancel
     */
    static void of(FileOp op, Throwable cause) {
        if (op.kind().isSync() || op.stop != null) {
            return;
        }
        op.stop = cause != null ? cause : new CancellationException();
        FileOp leader = op.batch == null ? op : op.batch.first();
        if (op.token >= 0) {
            op.engine().dispatcher().queue().cancel(op.token);
        } else if (BlockingPool.has(leader) && op.engine().fs().pool().takeBack(leader)) {
            takenBack(op, leader, cause);
        }
    }

    /** Each of a batch is on its own again: the first goes on, and the others wait behind it as before. */
    private static void takenBack(FileOp op, FileOp leader, Throwable cause) {
        Dispatcher dispatcher = op.engine().dispatcher();
        if (op.batch != null) {
            op.batch.disband();
        }
        if (op == leader) {
            GivenUpRead.replace(op);
            dispatcher.finish(op, op.stop);
        } else {
            op.stop = null;
            dispatcher.toPoolOrFail(leader);
            op.promise().stop(cause);
        }
    }
}
