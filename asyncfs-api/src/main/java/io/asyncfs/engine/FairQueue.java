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
    private final LaneList lanes = new LaneList();
    private int size;

    int size() {
        return size;
    }

    /** Returns whether an operation waits for anything but the share of its device. */
    boolean isReady() {
        return !lanes.isEmpty();
    }

    void grew(Lane lane) {
        size++;
        if (!lane.isListed()) {
            append(lane);
        }
    }

    void shrank() {
        size--;
    }

    /** Takes the next operation that {@code gate} lets through, or returns null. Each lane is asked once. */
    FileOp poll(Gate gate) {
        Lane end = lanes.last();
        for (Lane lane = lanes.poll(); lane != null; lane = lanes.poll()) {
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
        boolean open = gate.lets(op); // first, as room may have to be asked of the kernel
        if (open && !share.hasRoom(op)) {
            share.park(lane, op);
            return null;
        }
        if (open) {
            lane.remove(op);
        }
        if (!lane.isEmpty()) {
            append(lane);
        }
        return open ? op : null;
    }

    /** Has a lane asked in its turn. */
    void append(Lane lane) {
        lanes.add(lane);
    }

    /** Says whether an operation may go to its mechanism now. */
    @FunctionalInterface
    interface Gate {
        boolean lets(FileOp op);
    }
}
