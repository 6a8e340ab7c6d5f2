/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.file.Path;

/** Closes descriptors, on the pool: not admitted, as a close must not wait behind the limits. */
final class DescriptorClose {
    private DescriptorClose() {}

    /** Closes that of the last view of a file. On the view's loop. */
    static void of(FileView view) {
        LoopEngine engine = view.engine();
        start(engine, closing(engine.newOp(), view)).addListener(future -> {
            if (future.cause() == null) {
                view.closePromise().trySuccess(null);
            } else {
                view.closePromise().tryFailure(future.cause());
            }
        });
    }

    /** Closes that of a view that outlived its loop; nobody is told, as its promise has failed. Any thread. */
    static void withoutLoop(FileView view) {
        LoopEngine engine = view.engine();
        FileOp op = closing(new FileOp(engine), view);
        op.arrived = true;
        execute(engine.fs().pool(), op);
    }

    /** Closes a directory: no loop has it, and one for it could perhaps not be had. Any thread. */
    static Future<?> ofDirectory(BlockingPool pool, Path path, BlockingCall close) {
        FileOp op = new OnNoLoop(close)
                .target(path)
                .begin(OpKind.CLOSE, null, path.toString(), ImmediateEventExecutor.INSTANCE, LastOp.Kind.NONE);
        OpPromise promise = op.promise();
        execute(pool, op);
        return promise;
    }

    private static void execute(BlockingPool pool, FileOp op) {
        op.claimed = true;
        try {
            pool.execute(op, false);
        } catch (OutOfMemoryError e) { // no first thread can be had
            op.runBlocking(op.promise(), true);
        }
    }

    /** Its thread itself tells how it ended. */
    private static final class OnNoLoop extends FileOp {
        private final BlockingCall close;

        OnNoLoop(BlockingCall close) {
            super(null);
            this.close = close;
        }

        @Override
        void runBlocking(OpPromise claimedBy, boolean wasClaimed) {
            Throwable failure = null;
            try {
                close.call();
            } catch (Throwable e) { // an Error too belongs to who waits for the future
                failure = Failures.describe(this, e);
            }
            Outcome.complete(claimedBy, null, failure);
        }
    }

    private static FileOp closing(FileOp op, FileView view) {
        OpenFile file = view.shared().file(); // says which device's threads may hang in it
        return op.file(file)
                .call(() -> {
                    file.close();
                    return null;
                })
                // Its listener tells the close promise, also when the view's executor takes no tasks any more.
                .begin(OpKind.CLOSE, null, view.path(), ImmediateEventExecutor.INSTANCE, LastOp.Kind.NONE);
    }

    private static OpPromise start(LoopEngine engine, FileOp op) {
        OpPromise promise = op.promise();
        op.internal = true;
        op.claimed = true; // a loop that gives up must not call it off: the descriptor would stay open
        op.arrived = true;
        engine.end().arrived(op);
        engine.dispatcher().toPool(op);
        return promise;
    }
}
