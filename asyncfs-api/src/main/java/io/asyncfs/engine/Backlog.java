/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits on one loop: operations that have not begun, the files in turn, and those that have, to go on. The two take
 * turns, also from one round to the next, because a piece of one operation may be all that a submission takes: a cached
 * gigabyte would be read to its end before anything else of the loop. Loop only.
 */
final class Backlog {
    private final FairQueue pending = new FairQueue();
    private final Deque<FileOp> begun = new ArrayDeque<>();
    private final SubmitBudget budget;
    private int left;
    private boolean begunsTurn;

    Backlog(SubmitBudget budget) {
        this.budget = budget;
    }

    FairQueue pending() {
        return pending;
    }

    /** Returns whether nothing waits for anything but the share of its device. */
    boolean isEmpty() {
        return begun.isEmpty() && !pending.isReady();
    }

    /** Returns whether another round would find something to try. */
    boolean hasMore(boolean mayBegin) {
        return !begun.isEmpty() || mayBegin && pending.isReady();
    }

    /** Keeps an operation that goes on in its turn. */
    void goesOn(FileOp op) {
        begun.add(op);
    }

    /** What is kept from now on has its turn in the next round. */
    void beginRound() {
        left = begun.size();
    }

    /** Takes the next that may go on or, if any may, begin; null when there is none in this round. */
    FileOp poll(boolean mayBegin, FairQueue.Gate gate) {
        if (begunsTurn && mayGoOn()) {
            return pollBegun();
        }
        FileOp op = mayBegin && pending.isReady() ? pending.poll(gate) : null;
        if (op != null) {
            begunsTurn = true;
            return op;
        }
        return mayGoOn() ? pollBegun() : null;
    }

    private boolean mayGoOn() {
        return left > 0 && budget.isOpen();
    }

    private FileOp pollBegun() {
        begunsTurn = false;
        left--;
        return begun.poll();
    }
}
