/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The promise of one operation, and the only place where the race between cancel and submission is decided. It is not
 * recycled, so a reference kept by the caller stays safe after its {@link FileOp} record serves another operation.
 *
 * <pre>
 *            claim()              the kernel's completion
 *   QUEUED ----------> CLAIMED ----------------------------> done
 *      | stop()           | stop(), when the operation owns its buffer
 *      v                  v
 *   CANCELLED          ABANDONED: the future is done, the buffer waits for the kernel
 * </pre>
 *
 * One int holds the phase (bits 0-1), whether the operation owns its buffer (bit 2) and the {@link LastOp.Kind} (bits
 * 3-5), which keeps the object at 40 bytes.
 */
final class OpPromise extends LoopPromise<Object> {
    private static final int QUEUED = 0;
    private static final int CLAIMED = 1;
    private static final int ABANDONED = 2;
    private static final int CANCELLED = 3;
    private static final int PHASE = 3;
    private static final int OWNED = 4;
    private static final int KIND_SHIFT = 3;
    private static final LastOp.Kind[] KINDS = LastOp.Kind.values();
    private static final AtomicIntegerFieldUpdater<OpPromise> STATE =
            AtomicIntegerFieldUpdater.newUpdater(OpPromise.class, "state");

    private volatile int state;
    private final FileOp op;

    OpPromise(EventExecutor executor, FileOp op, boolean ownsBuffer, LastOp.Kind kind) {
        super(executor);
        this.op = op;
        STATE.lazySet(this, QUEUED | (ownsBuffer ? OWNED : 0) | kind.ordinal() << KIND_SHIFT);
    }

    FileOp op() {
        return op;
    }

    LastOp.Kind kind() {
        return KINDS[state >> KIND_SHIFT];
    }

    /** Takes the operation out of cancel's reach, just before the mechanism gets it; false when it was cancelled. */
    boolean claim() {
        return move(QUEUED, CLAIMED);
    }

    /** Puts the operation within cancel's reach again, as the mechanism has done nothing; false when it was abandoned. */
    boolean unclaim() {
        return move(CLAIMED, QUEUED);
    }

    boolean isQueued() {
        return (state & PHASE) == QUEUED;
    }

    boolean isCancelledInQueue() {
        return (state & PHASE) == CANCELLED;
    }

    private boolean move(int from, int to) {
        int now = state;
        return (now & PHASE) == from && STATE.compareAndSet(this, now, now & ~PHASE | to);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return stop(null);
    }

    /** Cancels, or with a cause fails, as far as the contract allows; any thread. Returns true when the future ended. */
    boolean stop(Throwable cause) {
        while (!isDone()) {
            switch (state & PHASE) {
                case QUEUED -> {
                    if (move(QUEUED, CANCELLED)) {
                        // Only cancelled() recycles the record now, and nobody touches the buffer who has not claimed.
                        op.releaseCursor();
                        op.transfer().end(false);
                        boolean ended = end(cause);
                        op.engine().cancelled(this);
                        return ended;
                    }
                }
                case CLAIMED -> {
                    boolean owned = (state & OWNED) != 0;
                    if (!owned || move(CLAIMED, ABANDONED)) {
                        boolean ended = owned && end(cause);
                        op.engine().requestCancel(this, cause);
                        return ended;
                    }
                }
                default -> {
                    return false; // another has stopped it
                }
            }
        }
        return false;
    }

    private boolean end(Throwable cause) {
        return cause == null ? super.cancel(false) : tryFailure(cause);
    }
}
