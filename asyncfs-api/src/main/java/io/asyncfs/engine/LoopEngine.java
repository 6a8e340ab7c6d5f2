/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.FileClosedException;
import io.asyncfs.spi.KernelQueue;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The files of one event loop: admits operations, lets them arrive on the loop, and tells everybody when they are over.
 * Between the two its {@link Dispatcher} has them. Loop thread only, except where a method says any thread.
 */
final class LoopEngine {
    private static final int MAX_RECYCLED = 4096;

    private final FsCore fs;
    private final ThreadAwareExecutor executor;
    private final LoopMail mail;
    private final Deque<FileOp> recycled = new ArrayDeque<>();
    private final ViewList views = new ViewList();
    private final CounterTable counters = new CounterTable();
    final Counts counts = new Counts();
    private final Admission admission;
    private final Dispatcher dispatcher;
    private final LoopEnd end;
    private final Deadlines deadlines;

    LoopEngine(FsCore fs, ThreadAwareExecutor executor, KernelQueue queue) {
        this.fs = fs;
        this.executor = executor;
        admission = new Admission(fs.config().limits(), fs.counters().refused);
        mail = new LoopMail(this);
        dispatcher = new Dispatcher(this, queue);
        end = new LoopEnd(this);
        deadlines = new Deadlines(executor instanceof EventExecutor loop ? loop : GlobalEventExecutor.INSTANCE);
    }

    FsCore fs() {
        return fs;
    }

    ThreadAwareExecutor executor() {
        return executor;
    }

    ViewList views() {
        return views;
    }

    CounterTable counters() {
        return counters;
    }

    Admission admission() {
        return admission;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    LoopEnd end() {
        return end;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    LoopMail mail() {
        return mail;
    }

    boolean inLoop() {
        return executor.isExecutorThread(Thread.currentThread());
    }

    /** Any thread. */
    boolean isShuttingDown() {
        return executor instanceof EventExecutor loop && loop.isShuttingDown();
    }

    /** Any thread. */
    boolean isTerminated() {
        return executor instanceof EventExecutor loop && loop.isTerminated();
    }

    /** Returns a record for a new operation; any thread. */
    FileOp newOp() {
        FileOp op = inLoop() ? recycled.poll() : null;
        return op == null ? new FileOp(this) : op;
    }

    void recycled(FileOp op) {
        if (recycled.size() < MAX_RECYCLED) {
            recycled.push(op);
        }
    }

    /** Accepts an operation; any thread. Its promise fails when it is refused. */
    void accept(FileOp op) {
        if (op.view() != null && !op.view().isOpen()) { // by a close that may not have arrived yet, or by the end
            fail(op, end.whyClosed(op.path()));
        } else if (!end.isAccepting()) {
            fail(op, end.notAccepted(op.path()));
        } else if (!admission.tryEnter()) {
            fail(op, admission.refusal());
        } else if (inLoop() && !mail.isOvertakenBy(op)) {
            enqueue(op);
        } else {
            send(op);
        }
    }

    private void send(FileOp op) {
        try {
            mail.send(op);
        } catch (RuntimeException | OutOfMemoryError e) { // no thread for the loop
            admission.leave();
            fail(op, e);
        }
    }

    /** Fails an operation that a loop which has ended did not take out of its mailbox; any thread. */
    void refuse(FileOp op) {
        admission.leave();
        if (op.promise().claim()) {
            fail(op, end.notAccepted(op.path()));
        }
    }

    /** Fails an operation that never arrived; its record is left to the garbage collector, as this may be any thread. */
    private static void fail(FileOp op, Throwable cause) {
        op.releaseCursor();
        op.transfer().end(false);
        op.promise().tryFailure(cause);
    }

    /** An accepted operation arrives on the loop. */
    void enqueue(FileOp op) {
        assert inLoop();
        FileView view = op.view();
        if (op.promise().isCancelledInQueue()) {
            op.calledOff = true;
            forgetCancelled(op);
        } else if (!end.takesArrivals()) {
            reject(op, end.notAccepted(op.path()));
        } else if (view != null && !view.tryAccept()) {
            reject(op, new FileClosedException(op.path()));
        } else {
            op.arrived = true;
            end.arrived(op);
            if (view == null || view.mayGo(op)) {
                dispatcher.schedule(op);
            }
        }
    }

    private void reject(FileOp op, Throwable cause) {
        OpPromise promise = op.promise();
        if (!promise.claim()) { // cancelled a moment ago
            op.calledOff = true;
            forgetCancelled(op);
            return;
        }
        op.releaseCursor();
        op.transfer().end(false);
        admission.leave();
        op.recycle();
        promise.tryFailure(cause);
    }

    /** Recycles an operation that was cancelled before it arrived, once it and the news have both arrived. */
    private void forgetCancelled(FileOp op) {
        if (op.calledOff && op.cancelArrived) {
            admission.leave();
            op.recycle();
        }
    }

    /** An operation that waited for its turn among those of its file may go on; any thread. */
    void resume(FileOp op, OpPromise promise) {
        mail.runOnLoop(() -> {
            if (op.promise() == promise && !promise.isCancelledInQueue() && !end.abandons()) {
                op.holder = null;
                op.claimed |= op.kind().isSync();
                dispatcher.schedule(op);
            }
        });
    }

    /**
     * A mechanism is done with an operation.
     *
     * @param begun whether it had begun with it; otherwise nothing can be lost
     */
    void finished(FileOp op, Throwable failure, boolean begun) {
        if (op.kind().isSync()) {
            op.view().shared().syncs().done(failure, begun);
        } else {
            conclude(op, failure);
        }
    }

    /** Tells everybody that the operation is over, the promise last: its listeners may start anything. */
    void conclude(FileOp op, Throwable failure) {
        Throwable cause = Outcome.causeOf(op, failure);
        Object value = null;
        if (cause == null) {
            try {
                value = op.finishedValue();
            } catch (RuntimeException e) { // a seek to before the start
                cause = e;
            }
        }
        cause = Outcome.moveIndices(op, cause);
        value = Outcome.apply(op, value, cause);
        OpPromise promise = op.promise();
        FileView view = op.view();
        settle(op);
        Outcome.complete(promise, value, cause);
        checkIdle(view);
    }

    /** Not before the operation's future is done: who hears that a file, or everything, is closed finds it so. */
    private void checkIdle(FileView view) {
        if (view != null) {
            view.releaseWhenIdle();
        }
        end.checkIdle();
    }

    private void settle(FileOp op) {
        FileView view = op.view();
        boolean internal = op.internal;
        end.departed(op);
        if (view != null) {
            view.done(op);
        }
        op.recycle();
        if (!internal) {
            admission.leave();
        }
    }

    /**
     * The kernel call that a claimed sync shared is over, or an earlier one of its open file has failed; any thread. It is told
     * in the next turn, as its listeners may change what the caller goes through, and with the others whose call ended on this
     * loop: those who append when they are told go together then, and sync together again.
     */
    void endSync(FileOp op, Throwable failure) {
        mail.postTask(() -> conclude(op, failure));
    }

    /** A caller stopped an operation that no mechanism had claimed, and took its buffer and cursor back; any thread. */
    void cancelled(OpPromise promise) {
        mail.runOnLoop(() -> {
            FileOp op = promise.op();
            if (!op.arrived) {
                op.cancelArrived = true;
                forgetCancelled(op);
                return;
            }
            if (op.holder != null) {
                op.holder.remove(op);
            }
            GivenUpRead.replace(op);
            dispatcher.withdrawn(op);
            FileView view = op.view();
            settle(op);
            checkIdle(view);
        });
    }

    /** A caller wants an operation stopped that its mechanism has; any thread. */
    void requestCancel(OpPromise promise, Throwable cause) {
        mail.runOnLoop(() -> {
            FileOp op = promise.op();
            if (op.promise() != promise) {
                return; // it is over
            }
            if (promise.isQueued()) { // handed back since
                promise.stop(cause);
            } else if (!promise.isCancelledInQueue()) { // nor cancelled by another since, whose news is to come
                StopRequest.of(op, cause);
            }
        });
    }
}
