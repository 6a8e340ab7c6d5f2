/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.Route;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;

/**
 * The counters of one loop: written by the loop alone, so an increment is a plain add and an opaque store; read by any
 * thread.
 */
final class CounterTable {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int KINDS = OpKind.values().length;
    private static final int IN_FLIGHT_MAX = Route.values().length * KINDS;
    private static final int PENDING_MAX = IN_FLIGHT_MAX + 1;
    private static final int IN_FLIGHT = PENDING_MAX + 1;
    private static final int PENDING = IN_FLIGHT + 1;

    private final long[] cells = new long[PENDING + 1];

    /** Counts operations for a mechanism they were given to; one that is handed back counts for the pool, too. */
    void count(Route route, OpKind kind, int operations) {
        int cell = route.ordinal() * KINDS + kind.ordinal();
        CELL.setOpaque(cells, cell, cells[cell] + operations);
    }

    void inFlight(int now) {
        CELL.setOpaque(cells, IN_FLIGHT, (long) now);
        if (now > cells[IN_FLIGHT_MAX]) {
            CELL.setOpaque(cells, IN_FLIGHT_MAX, (long) now);
        }
    }

    void pending(int now) {
        CELL.setOpaque(cells, PENDING, (long) now);
        if (now > cells[PENDING_MAX]) {
            CELL.setOpaque(cells, PENDING_MAX, (long) now);
        }
    }

    /** Adds what was counted to a map by the public keys; any thread. */
    void addTo(Map<String, Long> sums, String mechanism) {
        for (OpKind kind : OpKind.values()) {
            for (Route route : Route.values()) {
                sums.merge(name(route, mechanism) + '.' + kind.key(), read(route, kind), Long::sum);
            }
        }
        sums.merge("inFlight", read(IN_FLIGHT), Long::sum);
        sums.merge("pending", read(PENDING), Long::sum);
        sums.merge("inFlightMax", read(IN_FLIGHT_MAX), Math::max);
        sums.merge("pendingMax", read(PENDING_MAX), Math::max);
    }

    private static String name(Route route, String mechanism) {
        return switch (route) {
            case KERNEL -> mechanism;
            case ATTEMPT -> "nowait";
            case POOL -> "pool";
        };
    }

    private long read(Route route, OpKind kind) {
        return read(route.ordinal() * KINDS + kind.ordinal());
    }

    private long read(int cell) {
        return (long) CELL.getOpaque(cells, cell);
    }
}
