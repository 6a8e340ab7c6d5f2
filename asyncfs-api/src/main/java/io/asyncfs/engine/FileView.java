/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LoopTerminatedException;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One view of an open file: the state that belongs to one loop. It counts what it accepted and closes when that is done.
 * Loop only, except where a method says any thread.
 */
final class FileView {
    private static final AtomicIntegerFieldUpdater<FileView> CLOSED =
            AtomicIntegerFieldUpdater.newUpdater(FileView.class, "closed");
    private static final AtomicIntegerFieldUpdater<FileView> INLINE =
            AtomicIntegerFieldUpdater.newUpdater(FileView.class, "inline");
    private static final AtomicIntegerFieldUpdater<FileView> STRAGGLERS =
            AtomicIntegerFieldUpdater.newUpdater(FileView.class, "stragglers");

    private final SharedFile shared;
    private final LoopEngine engine;
    private final EventExecutor executor;
    private volatile Cursor cursor;
    private volatile Promise<Void> closePromise;
    private volatile int closed;
    private volatile int inline;

    /** Who still uses the descriptor of a loop that died: the loop itself, and pool threads. */
    private volatile int stragglers = 1;

    /** Its neighbours in the list of the loop, which alone uses them. */
    FileView newer;

    FileView older;

    private SyncBarrier barrier; // the loop's, as the lane
    private Lane lane; // the loop's, as the views of a loop may be made by any thread
    private int accepted;
    private boolean closing;
    private boolean released;

    FileView(SharedFile shared, LoopEngine engine, EventExecutor executor) {
        this.shared = shared;
        this.engine = engine;
        this.executor = executor;
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

    /** Any thread. */
    Cursor cursor() {
        Cursor made = cursor;
        return made != null ? made : makeCursor();
    }

    private synchronized Cursor makeCursor() {
        if (cursor == null) {
            cursor = new Cursor();
        }
        return cursor;
    }

    private SyncBarrier barrier() {
        if (barrier == null) {
            barrier = new SyncBarrier();
        }
        return barrier;
    }

    /** Loop thread only. */
    Lane lane() {
        if (lane == null) {
            assert engine.inLoop();
            lane = engine.dispatcher().shares().newLane(shared.file());
        }
        return lane;
    }

    String path() {
        return shared.request().path().toString();
    }

    /** Any thread. */
    boolean isOpen() {
        return closed == 0;
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
            case WRITE -> barrier().writeAccepted(op);
            case APPEND -> {
                barrier().writeAccepted(op);
                return shared.appends().enter(op);
            }
            case SYNC, DATASYNC -> {
                if (barrier().syncAccepted(op)) {
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
            barrier.writeDone(op, sync -> shared.syncs().join(sync));
            if (op.kind() == OpKind.APPEND) {
                shared.appends().exit(op);
            }
        }
        accepted--;
    }

    /** A transfer on the calling thread begins; any thread. Returns false when the view is closed. */
    boolean enterInline() {
        INLINE.incrementAndGet(this);
        if (closed != 0) {
            leaveInline();
            return false;
        }
        return true;
    }

    /** A transfer on the calling thread is over; any thread. */
    void leaveInline() {
        if (INLINE.decrementAndGet(this) > 0 || closed == 0) {
            return;
        }
        if (engine.end().isDead()) {
            loopEnded();
        } else {
            engine.mail().runOnLoop(this::leftOnLoop);
        }
    }

    /** No operation ends with it, so nobody else asks whether the loop has waited for this view alone. */
    private void leftOnLoop() {
        releaseWhenIdle();
        engine.end().checkIdle();
    }

    /** Closes; any thread. */
    Promise<Void> close() {
        if (CLOSED.compareAndSet(this, 0, 1)) {
            // Always through the mailbox, so that operations accepted before on other threads arrive before.
            engine.mail().post(new Close());
        }
        return closePromise();
    }

    /** The news of the close on its way to the loop. */
    private final class Close extends Mailbox.Mail {
        @Override
        void deliver() {
            closeOnLoop();
            engine.end().checkIdle();
        }

        @Override
        void returnToSender() {
            closePromise().tryFailure(new LoopTerminatedException(path() + ": its event loop has ended"));
        }
    }

    /** Also called when the loop or the AsyncFs ends. */
    void closeOnLoop() {
        closed = 1;
        closing = true;
        engine.admission().closed(this);
        releaseWhenIdle();
    }

    /** Completes when the loop has room, or this is closed; any thread. */
    Promise<Void> acceptingOps() {
        Promise<Void> promise = new LoopPromise<>(executor);
        engine.admission().whenOpen(this, promise);
        if (!isOpen()) { // whoever closes may have missed it
            engine.admission().closed(this);
        }
        return promise;
    }

    /** Called when an operation is over and has been told. */
    void releaseWhenIdle() {
        if (closing && !released && accepted == 0 && inline == 0) {
            released = true;
            engine.views().remove(this);
            forget();
            if (shared.release()) {
                DescriptorClose.of(this);
            } else {
                closePromise().trySuccess(null);
            }
        }
    }

    /** Before this gives its share of the file back: the last one may be another loop's, which closes the descriptor then. */
    void forget() {
        KernelQueue queue = engine.dispatcher().queue();
        if (queue != null) {
            queue.forget(shared.file());
        }
    }

    /** The loop ends with this view open, or had ended before it was made: gives its share of the file back; any thread. */
    void loopEnded() {
        closed = 1;
        if (inline == 0 && engine.views().remove(this)) {
            straggled();
            closePromise()
                    .tryFailure(new LoopTerminatedException(path() + ": its event loop ended before it was closed"));
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

    /**
     * The loop dies while a pool thread still works on this file, or the kernel may still look it up, of which nobody would
     * hear: its number must not be given away yet, or not at all.
     */
    void leftBehind() {
        STRAGGLERS.incrementAndGet(this);
    }

    /** A pool thread that was left behind is done with this file, or the dying loop is; any thread. */
    void straggled() {
        if (STRAGGLERS.decrementAndGet(this) == 0 && shared.release()) {
            DescriptorClose.withoutLoop(this);
        }
    }

    /** Any thread. */
    Promise<Void> closePromise() {
        Promise<Void> made = closePromise;
        return made != null ? made : makeClosePromise();
    }

    private synchronized Promise<Void> makeClosePromise() {
        if (closePromise == null) {
            Promise<Void> promise = new LoopPromise<>(executor);
            promise.setUncancellable(); // it is everybody's, and tells when the descriptor is closed
            closePromise = promise;
        }
        return closePromise;
    }
}
