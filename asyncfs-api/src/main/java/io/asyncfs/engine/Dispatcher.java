/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.Completions;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.Route;
import io.netty.channel.IoHandlerContext;

/**
 * Gives the operations of one loop to the kernel queue or the pool, at most {@code queueDepth} at a time and the files in
 * turn, and takes the results back. Loop thread only.
 */
final class Dispatcher implements Completions {
    /** Retries of what the kernel asks to try again, before it goes to the pool. */
    private static final int MAX_RETRIES = 16;

    private final LoopEngine engine;
    private final KernelQueue queue;
    private final SubmitBudget budget = new SubmitBudget();
    private final Backlog backlog = new Backlog(budget);
    private final DeviceShares shares;
    private final SubmitPause pause;
    private final Linger linger;
    private final PoolPace pool;
    private final OpTable inKernel;
    private final FairQueue.Gate gate = this::lets;
    private final int depth;
    private int inFlight;

    Dispatcher(LoopEngine engine, KernelQueue queue) {
        this.engine = engine;
        this.queue = queue;
        pause = new SubmitPause(engine);
        linger = new Linger(queue, engine.mail().box());
        pool = new PoolPace(engine.fs().pool(), linger);
        depth = engine.fs().config().limits().queueDepth();
        shares = new DeviceShares(backlog.pending(), engine.fs(), queue);
        inKernel = new OpTable(queue == null ? 0 : depth);
    }

    KernelQueue queue() {
        return queue;
    }

    DeviceShares shares() {
        return shares;
    }

    /** Gives an operation to its mechanism, or queues it behind others. */
    void schedule(FileOp op) {
        Lane lane = op.view() == null ? shares.pathLane(op.target()) : op.view().lane();
        op.share = lane.share();
        // An append waits for those that come in the same round, to go with them.
        if (op.kind() != OpKind.APPEND && backlog.isEmpty() && op.share.hasRoom(op) && lets(op)) {
            dispatch(op);
        } else {
            lane.add(op);
            engine.counters().pending(backlog.pending().size());
        }
    }

    private boolean lets(FileOp op) {
        return inFlight < depth && (Routing.of(op, queue) == Route.POOL || budget.isOpen());
    }

    /** Gives an operation to its mechanism, for a place of its share. */
    void dispatch(FileOp op) {
        Route route = Routing.of(op, queue);
        boolean append = op.kind() == OpKind.APPEND;
        boolean queued = route != Route.POOL || append && AppendBatch.isPossible(op);
        if (queued && !op.claimed && !op.promise().claim()) {
            op.share.passOn();
            return; // LoopEngine.cancelled() takes it from here
        }
        op.claimed |= queued;
        op.dispatched = true;
        op.share.take(op);
        inFlight++;
        engine.counters().inFlight(inFlight);
        int counted = op.internal ? 0 : append && op.claimed ? AppendBatch.gather(op) : 1;
        engine.counters().count(route, op.kind(), counted);
        start(op);
    }

    /** Starts the first or the next chunk. */
    private void start(FileOp op) {
        if (op.stop != null) {
            finish(op, op.stop);
            return;
        }
        if (Routing.of(op, queue) == Route.POOL) {
            toPoolOrFail(op);
            return;
        }
        if (!budget.isOpen()) {
            backlog.goesOn(op);
            return;
        }
        try {
            if (op.transfer().isActive()) {
                op.transfer().prepareChunk(engine.fs().staging(), SubmitBudget.MAX_BYTES);
            }
            if (inKernel.offer(op, queue)) {
                budget.spend(op.length(), DeviceShare.isDirect(op));
            } else {
                backlog.goesOn(op);
            }
        } catch (RuntimeException | Error e) { // no memory to stage heap buffers, or for iovecs; what a buffer throws
            withdrawn(op);
            finish(op, e);
        }
    }

    /** Does an operation on the pool at once, whatever the limits. */
    void toPool(FileOp op) {
        engine.counters().count(Route.POOL, op.kind(), 1);
        toPoolOrFail(op);
    }

    void toPoolOrFail(FileOp op) {
        try {
            pool.execute(op);
        } catch (RuntimeException | OutOfMemoryError e) { // no first thread can be had
            if (op.internal) {
                op.runBlocking(op.promise(), true); // a close: the descriptor would stay open
            } else if (op.claimed || op.promise().claim()) { // its cancel ends it otherwise
                withdrawn(op);
                finish(op, e);
            }
        }
    }

    /** One round: takes in what others brought, submits, reaps. Returns how many things happened. */
    int turn() {
        if (engine.end().isDead()) { // what it gave up must not be touched any more
            return 0;
        }
        int events = engine.mail().box().drain();
        pump();
        if (queue != null) {
            if (!queue.submit()) {
                pause.begin();
            }
            budget.renew(shares.directInFlight());
            events += budget.reap(queue, this);
            shares.roundEnded();
            pump();
        }
        pool.roundEnded();
        return events;
    }

    /** Lets waiting operations go as far as the limits allow. */
    private void pump() {
        int before = backlog.pending().size();
        backlog.beginRound();
        for (FileOp op = next(); op != null; op = next()) {
            if (op.dispatched) {
                start(op);
            } else {
                dispatch(op);
            }
        }
        if (before != backlog.pending().size()) {
            engine.counters().pending(backlog.pending().size());
        }
    }

    private FileOp next() {
        return backlog.poll(inFlight < depth, gate);
    }

    /** Returns true when another {@link #turn()} would find something to do without waiting. */
    private boolean hasWork() {
        if (engine.end().isDead() || !engine.mail().box().isEmpty()) {
            return !engine.end().isDead();
        }
        return !pause.isOn() && (backlog.hasMore(inFlight < depth) || queue != null && queue.hasUnsubmitted());
    }

    /** Returns whether there is something to do; if not, waits a moment for that, unless it is in vain. */
    boolean linger(IoHandlerContext loop) {
        boolean inVain = pause.isOn() || engine.end().isDead();
        return hasWork() || !inVain && linger.await(loop, isInFlight());
    }

    boolean isInFlight() {
        return inFlight > 0;
    }

    /** Asked by the transport just before it blocks. */
    boolean mayBlock() {
        pool.callAll();
        shares.leave(false);
        return engine.end().isDead() || !hasWork() && (queue == null || queue.prepareToBlock());
    }

    @Override
    public void completed(int token, long result) {
        FileOp op = inKernel.take(token);
        if (result >= 0) {
            advance(op, (int) result);
            return;
        }
        switch (engine.fs().mechanism().verdict(result)) {
            case RETRY -> again(op, ++op.retries > MAX_RETRIES);
            case CANCELLED -> again(op, true);
            default -> finish(op, Failures.describe(op, engine.fs().mechanism().error(result)));
        }
    }

    /** It has not begun (for want of a thread of io-wq: io_wq_enqueue), and does if nobody wants it stopped. */
    private void again(FileOp op, boolean byPool) {
        op.onPool |= byPool;
        if (byPool && op.stop == null) {
            toPool(op);
        } else {
            start(op);
        }
    }

    @Override
    public void handBack(int token, int bytes) {
        FileOp op = inKernel.take(token);
        op.moved(bytes);
        op.onPool = true;
        if (op.stop != null) {
            GivenUpRead.replace(op);
            finish(op, op.stop);
            return;
        }
        boolean begun =
                op.transfer().done() > 0 || op.batch != null || op.kind().isSync(); // others wait for a sync
        op.claimed = begun || !op.promise().unclaim();
        toPool(op);
    }

    /** A pool thread is done with an operation. */
    void poolDone(FileOp op) {
        op.claimed = true;
        op.holder = null;
        pool.answered();
        Throwable failure = op.failure();
        if (failure != null) {
            finish(op, Failures.describe(op, failure));
        } else if (op.transfer().isActive()) {
            int bytes = (Integer) op.value();
            op.clearOutcome();
            advance(op, bytes);
        } else {
            finish(op, null);
        }
    }

    private void advance(FileOp op, int bytes) {
        Transfer transfer = op.transfer();
        if (op.batch != null) {
            op.batch.written(bytes);
        } else if (transfer.isActive()) {
            boolean chunkFull = bytes == transfer.chunk();
            op.moved(bytes);
            if (transfer.mayGoOn(bytes) && (op.full || chunkFull)) {
                if (backlog.isEmpty() || Routing.of(op, queue) == Route.POOL) {
                    start(op);
                } else {
                    backlog.goesOn(op);
                }
                return;
            }
        }
        finish(op, null);
    }

    /** An operation of a mechanism is over. */
    void finish(FileOp op, Throwable failure) {
        if (op.batch != null) {
            op.batch.end(failure, this::finish);
            return;
        }
        boolean begun = op.dispatched; // who withdraws it first says that its call was not made
        withdrawn(op);
        engine.finished(op, failure, begun);
    }

    /** An operation does not count as in flight any more; those that wait get their turn in the next {@link #turn()}. */
    void withdrawn(FileOp op) {
        if (op.dispatched) {
            op.dispatched = false;
            op.share.giveBack(op);
            linger.ended(--inFlight);
            engine.counters().inFlight(inFlight);
        }
        engine.counters().pending(backlog.pending().size());
    }
}
