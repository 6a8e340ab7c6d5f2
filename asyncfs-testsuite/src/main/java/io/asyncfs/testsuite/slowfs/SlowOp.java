/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

/** The requests of a file system that {@link SlowFs} can delay, hold, fail or cut short, with their FUSE opcodes. */
public enum SlowOp {
    /** A name is looked up: the first half of every open and stat. */
    LOOKUP(1),
    /** {@code stat}. */
    GETATTR(3),
    /** {@code truncate}, {@code chmod} and their kind. */
    SETATTR(4),
    /** A file is deleted. */
    UNLINK(10),
    /** An existing file is opened. */
    OPEN(14),
    /** A read. */
    READ(15),
    /** A write. */
    WRITE(16),
    /** {@code fsync} or {@code fdatasync}. */
    FSYNC(20),
    /** {@code close}: the system waits for it. */
    FLUSH(25),
    /** A file is created and opened. */
    CREATE(35),
    /** {@code fallocate}. */
    FALLOCATE(43);

    private final int opcode;

    SlowOp(int opcode) {
        this.opcode = opcode;
    }

    static SlowOp of(int opcode) {
        for (SlowOp op : values()) {
            if (op.opcode == opcode) {
                return op;
            }
        }
        return null;
    }
}
