/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpListTest {
    /** Random calls give what they give on a list of the JDK. */
    @Test
    void keepsItsOrder() {
        OpList list = new OpList();
        Deque<FileOp> expected = new ArrayDeque<>();
        List<FileOp> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new FileOp(null));
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            FileOp op = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> assertSame(expected.poll(), list.poll());
                case 1 -> {
                    expected.remove(op);
                    list.remove(op); // also when it is not there
                }
                default -> {
                    if (!expected.contains(op)) {
                        boolean first = random.nextBoolean();
                        if (first) {
                            expected.addFirst(op);
                            list.addFirst(op);
                        } else {
                            expected.add(op);
                            list.add(op);
                        }
                    }
                }
            }
            assertSame(expected.peek(), list.peek());
            assertEquals(expected.isEmpty(), list.isEmpty());
        }
        while (!expected.isEmpty()) {
            assertSame(expected.poll(), list.poll());
        }
        assertNull(list.poll());
    }
}
