/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.Route;

/** Where an operation runs: the one place that asks. */
final class Routing {
    private Routing() {}

    /** Returns where to do an operation of a loop that has this queue, or none. */
    static Route of(FileOp op, KernelQueue queue) {
        if (queue == null || op.onPool || op.file() == null) {
            return Route.POOL;
        }
        // An append is one piece, so that those of other processes do not come in between.
        boolean tooLarge = op.kind() == OpKind.APPEND && op.transfer().length() > SubmitBudget.MAX_BYTES;
        return tooLarge ? Route.POOL : queue.route(op.kind(), op.file());
    }
}
