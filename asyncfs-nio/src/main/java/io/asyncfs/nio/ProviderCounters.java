/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.Counters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a provider carried and what it left to the JDK. */
final class ProviderCounters implements Counters {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    void count(String key) {
        LongAdder counter = counters.get(key);
        if (counter == null) {
            counter = new LongAdder();
            LongAdder before = counters.putIfAbsent(key, counter);
            counter = before == null ? counter : before;
        }
        counter.increment();
    }

    @Override
    public long get(String key) {
        LongAdder counter = counters.get(key);
        return counter == null ? 0 : counter.sum();
    }

    @Override
    public Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        for (Map.Entry<String, LongAdder> counter : counters.entrySet()) {
            snapshot.put(counter.getKey(), counter.getValue().sum());
        }
        return snapshot;
    }
}
