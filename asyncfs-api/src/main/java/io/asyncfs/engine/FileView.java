/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LoopTerminatedException;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One view of an open file: the state that belongs to one loop. It counts what it accepted and closes when that is done.
 * Loop only, except where a method says any thread.
 */
final class FileView {
    private final SharedFile shared;
    private final LoopEngine engine;
    private final EventExecutor executor;
    private final Cursor cursor = new Cursor();
    private final SyncBarrier barrier = new SyncBarrier();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger inline = new AtomicInteger();

    /** Who still uses the descriptor of a loop that died: the loop itself, and pool threads. */
    private final AtomicInteger stragglers = new AtomicInteger(1);

    private final Promise<Void> closePromise;
    private Lane lane; // the loop's, as the views of a loop may be made by any thread
    private int accepted;
    private boolean closing;
    private boolean released;

    FileView(SharedFile shared, LoopEngine engine, EventExecutor executor) {
        this.shared = shared;
        this.engine = engine;
        this.executor = executor;
        closePromise = executor.newPromise();
        engine.views().add(this);
        if (engine.end().isDead()) {
            loopEnded();
        }
    }

    SharedFile shared() {
        return shared;
    }

    LoopEngine engine() {
        return engine;
    }

    EventExecutor executor() {
        return executor;
    }

    Cursor cursor() {
        return cursor;
    }

    /** Loop thread only. */
    Lane lane() {
        if (lane == null) {
            lane = engine.dispatcher().newLane(shared.file());
        }
        return lane;
    }

    String path() {
        return shared.request().path().toString();
    }

    /** Any thread. */
    boolean isOpen() {
        return !closed.get();
    }

    /** An operation arrived; false when the view closes. */
    boolean tryAccept() {
        if (closing) {
            return false;
        }
        accepted++;
        return true;
    }

    /** Returns true when an accepted operation may be scheduled now; otherwise it waits and is resumed. */
    boolean mayGo(FileOp op) {
        switch (op.kind()) {
            case WRITE -> barrier.writeAccepted(op);
            case APPEND -> {
                barrier.writeAccepted(op);
                return shared.appends().enter(op);
            }
            case SYNC, DATASYNC -> {
                if (barrier.syncAccepted(op)) {
                    shared.syncs().join(op);
                }
                return false;
            }
            default -> {}
        }
        return true;
    }

    /** An accepted operation is over, one way or another. */
    void done(FileOp op) {
        if (op.kind().isWrite()) {
            barrier.writeDone(op, shared.syncs()::join);
            if (op.kind() == OpKind.APPEND) {
                shared.appends().exit(op);
            }
        }
        accepted--;
        releaseWhenIdle();
    }

    /** A transfer on the calling thread begins; any thread. Returns false when the view is closed. */
    boolean enterInline() {
        inline.incrementAndGet();
        if (closed.get()) {
            leaveInline();
            return false;
        }
        return true;
    }

    /** A transfer on the calling thread is over; any thread. */
    void leaveInline() {
        if (inline.decrementAndGet() > 0 || !closed.get()) {
            return;
        }
        if (engine.end().isDead()) {
            loopEnded();
        } else {
            engine.mail().runOnLoop(this::releaseWhenIdle);
        }
    }

    /** Closes; any thread. */
    Promise<Void> close() {
        if (closed.compareAndSet(false, true)) {
            // Always through the mailbox, so that operations accepted before on other threads arrive before.
            engine.mail().post(new Close());
        }
        return closePromise;
    }

    /** The news of the close on its way to the loop. */
    private final class Close extends Mailbox.Mail {
        @Override
        void deliver() {
            closeOnLoop();
        }

        @Override
        void returnToSender() {
            closePromise.tryFailure(new LoopTerminatedException(path() + ": its event loop has ended"));
        }
    }

    /** Also called when the loop or the AsyncFs ends. */
    void closeOnLoop() {
        closed.set(true);
        closing = true;
        releaseWhenIdle();
    }

    private void releaseWhenIdle() {
        if (closing && !released && accepted == 0 && inline.get() == 0) {
            released = true;
            engine.views().remove(this);
            if (shared.release()) {
                engine.closeDescriptor(this);
            } else {
                closePromise.trySuccess(null);
            }
        }
    }

    /** The loop ends with this view open, or had ended before it was made: gives its share of the file back; any thread. */
    void loopEnded() {
        closed.set(true);
        if (inline.get() == 0 && engine.views().remove(this)) {
            straggled();
            closePromise.tryFailure(
                    new LoopTerminatedException(path() + ": its event loop ended before it was closed"));
        }
    }

    /** An operation was given up, newer ones first: those of other views that wait for it wait no longer. */
    void passTurnOn(FileOp op, Throwable cause) {
        if (op.kind() == OpKind.APPEND) {
            shared.appends().exit(op);
        } else if (op.kind().isSync()) {
            shared.syncs().abandoned(op, cause);
        }
    }

    /** The loop dies while a pool thread still works on this file: its number must not be given away yet. */
    void leftBehind() {
        stragglers.incrementAndGet();
    }

    /** A pool thread that was left behind is done with this file, or the dying loop is; any thread. */
    void straggled() {
        if (stragglers.decrementAndGet() == 0 && shared.release()) {
            engine.closeWithoutLoop(this);
        }
    }

    Promise<Void> closePromise() {
        return closePromise;
    }
}
