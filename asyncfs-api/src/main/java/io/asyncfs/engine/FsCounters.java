/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.Counters;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one {@link FsCore}: the sum over its loops, and what is counted outside of them. */
final class FsCounters implements Counters {
    private final String mechanism;
    private final Collection<LoopEngine> engines;
    private final Map<String, Long> ended = new TreeMap<>();
    final LongAdder syncInline = new LongAdder();
    final LongAdder syncHandedOver = new LongAdder();
    final LongAdder nowaitReads = new LongAdder();
    final LongAdder refused = new LongAdder();

    FsCounters(String mechanism, Collection<LoopEngine> engines) {
        this.mechanism = mechanism;
        this.engines = engines;
    }

    /** Keeps the sums of a loop that has ended. */
    void keep(CounterTable table) {
        synchronized (ended) {
            table.addTo(ended, mechanism);
        }
    }

    @Override
    public long get(String key) {
        return snapshot().getOrDefault(key, 0L);
    }

    @Override
    public Map<String, Long> snapshot() {
        Map<String, Long> sums;
        synchronized (ended) {
            sums = new TreeMap<>(ended);
        }
        for (LoopEngine engine : engines) {
            engine.counters().addTo(sums, mechanism);
        }
        sums.put("syncInline", syncInline.sum());
        sums.put("syncHandedOver", syncHandedOver.sum());
        sums.merge("nowait.read", nowaitReads.sum(), Long::sum);
        sums.put("refused", refused.sum());
        sums.values().removeIf(value -> value == 0);
        return sums;
    }
}
