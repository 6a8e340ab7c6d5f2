/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

/** Lanes in the order in which they came, linked by themselves; a lane is in one list at most. Loop only. */
final class LaneList {
    private Lane first;
    private Lane last;

    boolean isEmpty() {
        return first == null;
    }

    /** Returns the lane that came last, or null. */
    Lane last() {
        return last;
    }

    void add(Lane lane) {
        lane.setListed(true);
        if (last == null) {
            first = lane;
        } else {
            last.next = lane;
        }
        last = lane;
    }

    /** Takes the lane that came first, or returns null. */
    Lane poll() {
        Lane lane = first;
        if (lane != null) {
            first = lane.next;
            if (first == null) {
                last = null;
            }
            lane.next = null;
            lane.setListed(false);
        }
        return lane;
    }
}
