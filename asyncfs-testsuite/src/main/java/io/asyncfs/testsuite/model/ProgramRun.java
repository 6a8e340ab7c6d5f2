/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.LastOp;
import io.asyncfs.testsuite.harness.Contract;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** One run of a program: the file against the model, with as many operations under way as do not concern each other. */
final class ProgramRun {
    private final FileUnderTest under;
    private final int unit;
    private final int depth;
    private final FileModel model = new FileModel();
    private final Deque<StartedOp> started = new ArrayDeque<>();
    private final AsyncFile file;

    private ProgramRun(FileUnderTest under, int unit, int depth) throws Exception {
        this.under = under;
        this.unit = unit;
        this.depth = depth;
        file = under.create();
    }

    /**
     * Runs a program on a new file.
     *
     * @param unit what positions and lengths must be multiples of
     * @param depth operations under way at most
     * @throws AssertionError when file and model differ
     */
    static void of(List<Op> program, FileUnderTest under, int unit, int depth) throws Exception {
        new ProgramRun(under, unit, depth).run(program);
    }

    private void run(List<Op> program) throws Exception {
        try {
            for (Op op : program) {
                if (model.allows(op, unit)) {
                    step(op);
                }
            }
            finish();
        } catch (Exception | AssertionError e) {
            abandon();
            throw e;
        }
    }

    private void step(Op op) {
        Footprint footprint = Footprint.of(op, model);
        for (Iterator<StartedOp> all = started.iterator(); all.hasNext(); ) {
            StartedOp earlier = all.next();
            if (earlier.footprint().conflictsWith(footprint)) {
                all.remove();
                earlier.finish();
            }
        }
        if (started.size() >= depth) {
            started.remove().finish();
        }
        StartedOp now = StartedOp.start(op, file, model, under);
        boolean done = true;
        if (depth == 1 || op.kind() == Op.Kind.ALLOCATE) { // only its end tells whether this file can allocate
            done = now.finish();
        } else {
            started.add(now);
        }
        if (done) {
            model.apply(op);
        }
        if (depth == 1 && op.kind().usesCursor()) {
            checkLastOp(op);
        }
    }

    private void checkLastOp(Op op) {
        LastOp lastOp = file.lastOp();
        LastOp.Kind kind =
                switch (op.kind()) {
                    case READ_CURSOR -> LastOp.Kind.READ;
                    case WRITE_CURSOR -> LastOp.Kind.WRITE;
                    case SEEK -> LastOp.Kind.SEEK;
                    default -> LastOp.Kind.POSITION;
                };
        assertEquals(kind, lastOp.kind(), "LastOp.kind after " + op);
        assertTrue(lastOp.isDone(), "LastOp.isDone after " + op);
    }

    private void finish() throws Exception {
        while (!started.isEmpty()) {
            started.remove().finish();
        }
        assertEquals((long) model.cursor(), Contract.await(file.position()), "cursor at the end");
        assertEquals((long) model.size(), Contract.await(file.size()), "size at the end");
        Contract.await(file.close());
        byte[] expected = model.content();
        byte[] actual = under.content();
        assertEquals(expected.length, actual.length, "size of the closed file");
        assertEquals(-1, Arrays.mismatch(expected, actual), "first wrong byte of the closed file");
    }

    /** Leaves nothing under way, so that the next run does not meet it. */
    private void abandon() throws InterruptedException {
        for (StartedOp op : started) {
            if (!op.settle()) {
                return;
            }
        }
        file.close().await(10_000);
    }
}
