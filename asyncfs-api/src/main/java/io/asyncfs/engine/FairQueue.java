/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/**
 * The operations that wait for their turn on one loop. Files take turns, so that one that queues ten thousand operations
 * does not make another's single one wait behind them. Loop only.
 */
final class FairQueue {
    private Lane first;
    private Lane last;
    private int size;

    int size() {
        return size;
    }

    void grew(Lane lane) {
        size++;
        if (!lane.isActive()) {
            append(lane);
        }
    }

    void shrank() {
        size--;
    }

    /** Takes the next operation that {@code gate} lets through, or returns null. Each lane is asked once. */
    FileOp poll(Gate gate) {
        Lane end = last;
        for (Lane lane = first; lane != null; lane = first) {
            first = lane.nextActive;
            if (first == null) {
                last = null;
            }
            lane.nextActive = null;
            lane.setActive(false);
            FileOp op = lane.peek();
            boolean open = op != null && gate.lets(op);
            if (open) {
                lane.remove(op);
            }
            if (!lane.isEmpty()) {
                append(lane);
            }
            if (open) {
                return op;
            }
            if (lane == end) {
                return null;
            }
        }
        return null;
    }

    private void append(Lane lane) {
        lane.setActive(true);
        if (last == null) {
            first = lane;
        } else {
            last.nextActive = lane;
        }
        last = lane;
    }

    /** Says whether an operation may go to its mechanism now. */
    @FunctionalInterface
    interface Gate {
        boolean lets(FileOp op);
    }
}
