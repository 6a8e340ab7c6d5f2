/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.FileClosedException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.platform.Log;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * How the files of a loop end: with their {@link FsCore} while the loop lives on, or with the loop, which waits for its
 * operations until the drain deadline and then leaks what the kernel still has. Loop only, except where it says any thread.
 */
final class LoopEnd {
    private static final Log LOGGER = Log.of("io.asyncfs");
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final AtomicReferenceFieldUpdater<LoopEnd, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(LoopEnd.class, State.class, "state");

    /** In this order; {@link #REFUSING} still takes what was accepted before. */
    private enum State {
        ACCEPTING,
        REFUSING,
        FS_CLOSED,
        DRAINING,
        DEAD
    }

    private final LoopEngine engine;
    private final LoopRounds rounds;
    private final LoopWait wait;
    private final Promise<Void> idle = GlobalEventExecutor.INSTANCE.newPromise();
    private volatile State state = State.ACCEPTING;
    private volatile boolean endsWithFs;
    private boolean abandons;
    private FileOp newestArrived;

    LoopEnd(LoopEngine engine) {
        this.engine = engine;
        rounds = new LoopRounds(engine.dispatcher());
        wait = new LoopWait(engine.dispatcher().queue());
    }

    LoopRounds rounds() {
        return rounds;
    }

    LoopWait loopWait() {
        return wait;
    }

    /** Any thread. */
    boolean isAccepting() {
        return state == State.ACCEPTING;
    }

    /** Returns whether an operation that was accepted may go on. */
    boolean takesArrivals() {
        return state.compareTo(State.FS_CLOSED) < 0;
    }

    /** Any thread. */
    boolean isDead() {
        return state == State.DEAD;
    }

    /** Returns whether what goes on now would be given up: it must not begin. */
    boolean abandons() {
        return abandons;
    }

    /** Returns why an operation was not accepted; any thread. */
    Throwable notAccepted(String path) {
        return endsWithFs
                ? new FileClosedException("this AsyncFs (" + path + ')')
                : new LoopTerminatedException(path + ": its event loop is shutting down");
    }

    /** Returns why a view that was not open takes nothing: the end of its loop may have closed it; any thread. */
    Throwable whyClosed(String path) {
        return isAccepting() ? new FileClosedException(path) : notAccepted(path);
    }

    void arrived(FileOp op) {
        op.arrivedBefore = newestArrived;
        if (newestArrived != null) {
            newestArrived.arrivedAfter = op;
        }
        newestArrived = op;
    }

    void departed(FileOp op) {
        if (op.arrivedAfter == null) {
            newestArrived = op.arrivedBefore;
        } else {
            op.arrivedAfter.arrivedBefore = op.arrivedBefore;
        }
        if (op.arrivedBefore != null) {
            op.arrivedBefore.arrivedAfter = op.arrivedAfter;
        }
    }

    private boolean isIdle() {
        return newestArrived == null && engine.views().isEmpty();
    }

    /** Called when an operation is over. */
    void checkIdle() {
        if (!takesArrivals() && newestArrived == null) { // not before: it asks every view
            closeViews();
            if (isIdle()) {
                idle.trySuccess(null);
            }
        }
    }

    /** Also those that were made since. */
    private void closeViews() {
        engine.views().forEach(FileView::closeOnLoop);
    }

    /** The AsyncFs closes: accepts nothing more; any thread. */
    void refuse() {
        endsWithFs = true;
        STATE.compareAndSet(this, State.ACCEPTING, State.REFUSING);
    }

    /**
     * The AsyncFs closes, and the loop has never run: if it has no files either, it need not begin to, as its thread would
     * keep the process alive. Any thread.
     */
    boolean closeUnused() {
        return !engine.mail().hasBegun()
                && engine.views().isEmpty()
                && STATE.compareAndSet(this, State.REFUSING, State.FS_CLOSED)
                && !engine.mail().hasBegun(); // else what arrived before is waited for
    }

    /** The AsyncFs closes: lets accepted operations finish and closes the files; the loop goes on. */
    void closeFiles() {
        if (takesArrivals()) {
            state = State.FS_CLOSED;
        }
        closeViews();
        checkIdle();
    }

    /** Completes when no operation and no file is left; any thread. */
    Promise<Void> idle() {
        return idle;
    }

    /** The loop shuts down: waits for everything accepted, at most for the drain time. Once; later calls return at once. */
    void drain() {
        if (state == State.DRAINING || state == State.DEAD) {
            return;
        }
        rounds.turn(); // what was accepted before arrives
        state = State.DRAINING;
        engine.deadlines().loopDrains();
        closeViews();
        checkIdle();
        long deadline = System.nanoTime() + engine.fs().config().limits().drainNanos();
        while (!isIdle()) {
            int events = rounds.turn();
            long left = deadline - System.nanoTime();
            if (left > 0 && events == 0) {
                wait.await(Math.min(left, LONGEST_WAIT_NANOS), rounds::mayBlock);
                checkIdle();
            } else if (left <= 0) {
                rounds.turn(); // tells of what has ended in the one before
                break;
            }
        }
        if (!isIdle()) {
            abandon();
        }
        idle.trySuccess(null);
    }

    /** Fails what is left; buffers that the kernel or a pool thread may still use are leaked. */
    private void abandon() {
        int leaked = 0;
        abandons = true;
        for (FileOp op = newestArrived; op != null; op = newestArrived) {
            departed(op);
            if (op.batch != null && takenBack(op.batch.first())) {
                op.batch.disband();
            }
            OpPromise promise = op.promise();
            boolean taken = op.claimed || !promise.claim();
            if (promise.isCancelledInQueue()) { // who cancelled it gives buffer and cursor back
                passTurnOn(op, null);
                continue;
            }
            boolean onPool = taken && BlockingPool.has(op) && !takenBack(op);
            if ((onPool || mayLookUp(op)) && op.view() != null) {
                op.view().leftBehind();
            }
            boolean mayBeInUse = onPool || op.token >= 0 || op.batch != null;
            String fate = "was given up: its event loop ended before it did";
            if (mayBeInUse && op.transfer().isActive()) {
                leaked++;
                op.transfer().leak(onPool);
                fate += "; its buffer is leaked because the kernel may still use it";
            } else {
                op.transfer().end(false);
            }
            op.releaseCursor();
            Throwable cause =
                    new LoopTerminatedException(op.path() + ": " + op.kind().doing() + ' ' + fate);
            passTurnOn(op, cause);
            promise.tryFailure(cause);
        }
        // Netty goes round until its quiet period is over, and what comes back from now on must find nothing.
        leave();
        LOGGER.log(
                Log.Level.ERROR,
                "An event loop ended after its drain time with operations in flight; {0} buffers are leaked on purpose",
                leaked);
    }

    /** Takes back what no thread has begun. Not a close: nobody else would make its call, and the descriptor stayed open. */
    private boolean takenBack(FileOp op) {
        boolean taken = op.kind() != OpKind.CLOSE && engine.fs().pool().takeBack(op);
        if (taken) {
            op.dispatched = false; // a sync that others share has lost nothing, and the next of them leads
        }
        return taken;
    }

    /**
     * A kernel may have an append or a sync wait, and look up its descriptor when its turn comes: io_uring's does since 6.10,
     * with what begins in one of its threads (io_assign_file in io_wq_submit_work; io_fsync_prep asks for one).
     */
    private static boolean mayLookUp(FileOp op) {
        return op.token >= 0 && (op.kind() == OpKind.APPEND || op.kind().isSync());
    }

    /** Nothing of the loop's goes on, and nobody need wait for it. */
    private void leave() {
        state = State.DEAD;
        engine.fs().pool().callAllIfPossible(); // for the closes that it still has
        engine.counters().inFlight(0); // of what was given up nobody will tell
        engine.counters().pending(0);
        engine.mail().box().returnAll();
        engine.views().forEach(FileView::forget);
        engine.views().forEach(FileView::loopEnded); // those made meanwhile, too
        engine.admission().end();
    }

    private static void passTurnOn(FileOp op, Throwable cause) {
        if (op.view() != null) {
            op.view().passTurnOn(op, cause);
        }
    }

    /** The loop is gone. */
    void die() {
        drain();
        if (newestArrived != null) { // since: the close of a view that was made meanwhile
            abandon();
        }
        engine.dispatcher().shares().leave(true);
        engine.mail().wakeBy(null);
        wait.end();
        leave();
    }

    /** A pool thread comes back with an operation that was given up: what it opened or locked, nobody else gives back. Any thread. */
    void straggled(FileOp op) {
        Unclaimed.giveBackOf(op);
        if (op.view() != null) {
            op.view().straggled(); // which may close the file
        }
    }
}
