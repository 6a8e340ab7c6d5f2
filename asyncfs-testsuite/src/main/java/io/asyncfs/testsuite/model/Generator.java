/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes programs of random operations; a seed makes one program, and a longer one begins like it. */
final class Generator {
    private static final int MAX_SIZE = 200_000;
    private static final int MAX_TRANSFER = 20_000;

    private static final Op.Kind[] KINDS = weighted();

    private final SplittableRandom random;
    private final FileModel model = new FileModel();
    private final int unit;

    Generator(long seed, int unit) {
        random = new SplittableRandom(seed);
        this.unit = unit;
    }

    List<Op> program(int operations) {
        List<Op> program = new ArrayList<>(operations);
        for (int i = 0; i < operations; i++) {
            Op op = next(i);
            program.add(op);
            if (model.allows(op, unit)) {
                model.apply(op);
            }
        }
        return program;
    }

    private Op next(int index) {
        Op.Kind kind = model.size() > MAX_SIZE && random.nextInt(4) == 0
                ? Op.Kind.TRUNCATE
                : KINDS[random.nextInt(KINDS.length)];
        int memory = random.nextInt(1000);
        return switch (kind) {
            case SEEK -> new Op(kind, whole(random.nextInt(2 * MAX_TRANSFER) - MAX_TRANSFER), 0, memory, 0);
            // The end of a file opened for direct I/O need not be aligned, but then nothing can be appended.
            case TRUNCATE -> new Op(kind, oneOf(5) ? random.nextInt(MAX_SIZE) : position(), 0, 0, 0);
            case READ_OWNED -> new Op(kind, position(), oneOf(2) ? random.nextInt(MAX_TRANSFER) : length(), 0, 0);
            case POSITION, SIZE, SYNC, DATA_SYNC -> new Op(kind, 0, 0, 0, 0);
            default -> new Op(kind, position(), length(), memory, index);
        };
    }

    /** Mostly within the file, often near its end, sometimes behind it. */
    private int position() {
        int size = Math.min(model.size(), MAX_SIZE);
        int choice = random.nextInt(10);
        int position = choice < 6
                ? random.nextInt(size + 1)
                : choice < 9 ? size - 40 * unit + random.nextInt(80 * unit) : random.nextInt(MAX_SIZE);
        return whole(Math.max(0, position));
    }

    private int length() {
        // The longest are more than is handed to a kernel queue in one piece.
        return oneOf(1000)
                ? whole(random.nextInt(Op.MAX_LENGTH))
                : oneOf(3) ? unit * random.nextInt(12) : whole(random.nextInt(MAX_TRANSFER));
    }

    private boolean oneOf(int count) {
        return random.nextInt(count) == 0;
    }

    private int whole(int number) {
        return number / unit * unit;
    }

    private static Op.Kind[] weighted() {
        List<Op.Kind> kinds = new ArrayList<>();
        for (Op.Kind kind : Op.Kind.values()) {
            int weight =
                    switch (kind) {
                        case READ, WRITE -> 150;
                        case READ_FULLY, READ_OWNED, READ_CURSOR, WRITE_FULLY -> 80;
                        case WRITE_CURSOR, APPEND, SEEK -> 70;
                        case READ_SYNC, WRITE_SYNC -> 40;
                        case POSITION, SIZE -> 20;
                        case TRUNCATE -> 15;
                        case ALLOCATE -> 5;
                        case SYNC, DATA_SYNC -> 1; // they wait for the disk
                    };
            for (int i = 0; i < weight; i++) {
                kinds.add(kind);
            }
        }
        return kinds.toArray(new Op.Kind[0]);
    }
}
