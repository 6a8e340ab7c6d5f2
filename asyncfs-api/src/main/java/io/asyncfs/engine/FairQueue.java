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

    /** Returns whether an operation waits for anything but the share of its device. */
    boolean isReady() {
        return first != null;
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
            removeFirst();
            FileOp op = ask(lane, gate);
            if (op != null) {
                return op;
            }
            if (lane == end) {
                return null;
            }
        }
        return null;
    }

    private FileOp ask(Lane lane, Gate gate) {
        FileOp op = lane.peek();
        DeviceShare share = lane.share();
        if (op == null) {
            share.passOn();
            return null;
        }
        if (!share.hasRoom(op)) {
            share.park(lane);
            return null;
        }
        boolean open = gate.lets(op);
        if (open) {
            lane.remove(op);
        }
        if (!lane.isEmpty()) {
            append(lane);
        }
        return open ? op : null;
    }

    private void removeFirst() {
        Lane lane = first;
        first = lane.nextActive;
        if (first == null) {
            last = null;
        }
        lane.nextActive = null;
        lane.setActive(false);
    }

    /** Has a lane asked in its turn. */
    void append(Lane lane) {
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
