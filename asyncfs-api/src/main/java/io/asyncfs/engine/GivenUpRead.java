/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.ImmediateEventExecutor;

/**
 * Keeps the place of a read that was cancelled while it waited for a pool thread. An attempt at the page cache, which comes
 * before that, makes the kernel read ahead, and this goes on: a device that does not answer would get ever more, until the next
 * attempt of the loop waits for room in its queue (preadv2 with RWF_NOWAIT, in blk_mq_get_tag). A thread comes to the one that
 * stands in when those that wait for the device are done, and then it has answered. Loop only.
 */
final class GivenUpRead {
    private GivenUpRead() {}

    /** Puts one that does nothing into the place of a cancelled operation, if that may have left the kernel something to do. */
    static void replace(FileOp op) {
        if (op.kind() != OpKind.READ || !op.onPool || !op.dispatched) {
            return;
        }
        LoopEngine engine = op.engine();
        FileOp standIn = engine.newOp().file(op.file()).call(() -> null);
        standIn.begin(OpKind.READ, null, op.path(), ImmediateEventExecutor.INSTANCE, LastOp.Kind.NONE);
        standIn.share = op.share;
        standIn.internal = true;
        standIn.onPool = true;
        standIn.claimed = true;
        standIn.arrived = true;
        engine.end().arrived(standIn);
        engine.dispatcher().dispatch(standIn);
    }
}
