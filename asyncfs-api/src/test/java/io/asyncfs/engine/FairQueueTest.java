/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FairQueueTest {
    private final FairQueue queue = new FairQueue();
    private final DeviceShare share = new DeviceShare(queue, Integer.MAX_VALUE);
    private final Map<FileOp, Integer> fileOf = new IdentityHashMap<>();
    private Lane[] lanes;
    private int room;

    private void add(int file) {
        FileOp op = new FileOp(null);
        fileOf.put(op, file);
        lanes[file].add(op);
    }

    private FileOp poll() {
        return queue.poll(op -> room > 0);
    }

    /**
     * Files that always have more to do, a submission that takes so many of it, and two looks in vain between two of them, as the
     * loop has: a queue that went on elsewhere after each of those would serve some files in every round, and others never.
     */
    @ParameterizedTest
    @CsvSource({"96, 64", "192, 64", "256, 64", "1000, 64", "72, 16", "144, 16", "1024, 16", "5, 64"})
    void filesTakeTurns(int files, int submission) {
        lanes = new Lane[files];
        for (int file = 0; file < files; file++) {
            lanes[file] = new Lane(queue, share);
            add(file);
        }
        int[] served = new int[files];
        for (int round = 0; round < 10 * files; round++) {
            room = submission;
            for (FileOp op = poll(); op != null; op = poll()) {
                int file = fileOf.remove(op);
                served[file]++;
                room--;
                add(file);
            }
            poll();
        }
        int least = Arrays.stream(served).min().orElseThrow();
        int most = Arrays.stream(served).max().orElseThrow();
        assertTrue(most - least <= 1, "operations of a file: " + least + " to " + most);
    }
}
