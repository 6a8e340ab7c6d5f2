/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlacesTest {
    private static Places[] places(Kind kind, int files, long bytes) {
        return Places.of(new Job(new Workload("w", kind, 4096, 2, false, files), "x", bytes), 2);
    }

    @Test
    void sequentialSlotsShareTheFileAndBeginAgain() {
        Places[] places = places(Kind.SEQUENTIAL_READ, 1, 3 * 4096);
        long[] expected = {0, 4096, 8192, 0, 4096};
        for (int i = 0; i < expected.length; i++) {
            places[i % 2].next();
            assertEquals(expected[i], places[i % 2].position());
        }
    }

    private static List<Long> first(Kind kind, int number) {
        Job job = new Job(new Workload("w", kind, 4096, 2, false, 1), "x", 1 << 30).numbered(number);
        List<Long> first = new ArrayList<>();
        for (Places place : Places.of(job, 2)) {
            place.next();
            assertTrue(place.position() < job.bytes() && place.position() % 4096 == 0);
            first.add(place.position());
        }
        return first;
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM_READ", "SEQUENTIAL_READ"})
    void thoseThatWorkAtOnceGoToOtherPlaces(Kind kind) {
        Set<Long> places = new HashSet<>();
        for (int number = 0; number < 8; number++) {
            places.addAll(first(kind, number));
        }
        assertEquals(16, places.size());
    }

    @Test
    void randomOnesReachEveryBlockOfEveryFile() {
        Places place = places(Kind.RANDOM_READ, 5, 4 * 4096)[1];
        Set<Long> stamps = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            place.next();
            assertTrue(place.position() < 4 * 4096 && place.position() % 4096 == 0);
            stamps.add(Stamp.of(place.file(), place.position()));
        }
        assertEquals(20, stamps.size());
    }
}
