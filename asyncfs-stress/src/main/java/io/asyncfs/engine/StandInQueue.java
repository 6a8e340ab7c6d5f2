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
final class StandInQueue implements KernelQueue {
    private static final long CANCELED = -125;

    private final Deque<Request> taken = new ArrayDeque<>();
    private final boolean handsBack;
    private boolean waits;

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

    /** Keeps what it is given, until this is called with false. */
    void waits(boolean yes) {
        waits = yes;
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
        return true;
    }

    @Override
    public int reap(Completions sink, int most) {
        if (waits) {
            return 0;
        }
        int count = 0;
        for (Request request = taken.poll(); request != null; request = taken.poll()) {
            answer(request, sink);
            count++;
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
            sink.completed(request.token, request.cancelled ? CANCELED : op.length());
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

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
}
