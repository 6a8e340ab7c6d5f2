/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.Route;
import java.util.ArrayDeque;
import java.util.Deque;

/** A kernel that answers in the round in which it is asked, unless it is told to wait. Loop only. */
class StandInQueue implements KernelQueue {
    static final long CANCELED = -125;
    private static final long EIO = -5;

    private final Deque<Request> taken = new ArrayDeque<>();
    private boolean handsBack;
    private boolean givesUp;
    private boolean waits;
    private boolean failsSyncs;
    private Error refusal;
    private Runnable meanwhile = () -> {};
    private volatile boolean closed;
    private volatile boolean wokenWhenClosed;

    private static final class Request {
        final FileOp op;
        final int token;
        boolean cancelled;

        Request(FileOp op, int token) {
            this.op = op;
            this.token = token;
        }
    }

    /** Makes one that does its requests, or one that gives each back to be done on the pool. */
    StandInQueue(boolean handsBack) {
        this.handsBack = handsBack;
    }

    /** Whether it gives back from now on what it is to do. */
    void handsBack(boolean yes) {
        handsBack = yes;
    }

    /** Whether it cancels from now on what it is to do, unasked, as the kernel does without a thread for it. */
    void givesUp(boolean yes) {
        givesUp = yes;
    }

    /** Keeps what it is given, until this is called with false. */
    void waits(boolean yes) {
        waits = yes;
    }

    /** Whether the disk fails what is to become durable. */
    void failsSyncs(boolean yes) {
        failsSyncs = yes;
    }

    /** Throws this instead of taking a request; null to take them again. */
    void refuses(Error with) {
        refusal = with;
    }

    /** Runs something in the middle of the next round: between what others brought and what the kernel answers. */
    void meanwhile(Runnable task) {
        meanwhile = task;
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    @Override
    public void start() {}

    @Override
    public Route route(OpKind kind, OpenFile file) {
        return kind.isTransfer() || kind.isSync() ? Route.KERNEL : Route.POOL;
    }

    @Override
    public boolean offer(IoRequest request, int token) {
        if (refusal != null) {
            throw refusal;
        }
        StandInFile file = (StandInFile) request.file();
        file.use();
        if (isAlone(request.kind())) {
            file.enterAlone();
        }
        taken.add(new Request((FileOp) request, token));
        return true;
    }

    /** Appends and syncs of one file are done one at a time. */
    private static boolean isAlone(OpKind kind) {
        return kind == OpKind.APPEND || kind.isSync();
    }

    @Override
    public void cancel(int token) {
        for (Request request : taken) {
            request.cancelled |= request.token == token;
        }
    }

    @Override
    public boolean hasUnsubmitted() {
        return false;
    }

    @Override
    public boolean submit() {
        Runnable task = meanwhile;
        meanwhile = () -> {};
        task.run();
        return true;
    }

    @Override
    public int reap(Completions sink, int most) {
        if (waits) {
            return 0;
        }
        int count = taken.size(); // what is asked for meanwhile is for the next round
        for (int left = count; left > 0; left--) {
            answer(taken.poll(), sink);
        }
        return count;
    }

    private void answer(Request request, Completions sink) {
        FileOp op = request.op;
        StandInFile file = (StandInFile) op.file();
        file.use();
        if (isAlone(op.kind())) {
            file.leaveAlone();
        }
        if (op.transfer().isActive() && op.transfer().buf().refCnt() == 0) {
            file.wrong("a buffer that the kernel had was released");
        }
        if (handsBack) {
            sink.handBack(request.token, 0);
        } else {
            boolean fails = failsSyncs && op.kind().isSync();
            sink.completed(request.token, fails ? EIO : request.cancelled || givesUp ? CANCELED : op.length());
        }
    }

    @Override
    public boolean hasCompleted() {
        return !waits && !isEmpty();
    }

    @Override
    public boolean prepareToBlock() {
        return isEmpty();
    }

    @Override
    public int doorbell() {
        return -1;
    }

    @Override
    public void awaitDoorbell() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void await(long timeoutNanos) {
        Thread.onSpinWait();
    }

    /** A real one's descriptor may be another file's when it was closed; and a waker may be held up before it gets there. */
    @Override
    public void wakeup() {
        Thread.yield();
        if (closed) {
            wokenWhenClosed = true;
        }
    }

    boolean wokenWhenClosed() {
        return wokenWhenClosed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
