/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import java.util.Arrays;

/** What a file does, done with an array: content, size and cursor. */
final class FileModel {
    private byte[] content = new byte[64 * 1024];
    private int size;
    private int cursor;

    int size() {
        return size;
    }

    int cursor() {
        return cursor;
    }

    /** Returns what a read gives. */
    byte[] read(int at, int length) {
        int from = Math.min(at, size);
        return Arrays.copyOfRange(content, from, (int) Math.min((long) from + length, size));
    }

    /** A write of nothing does not extend the file. */
    void write(int at, byte[] bytes) {
        if (bytes.length > 0) {
            grow(at + bytes.length);
            System.arraycopy(bytes, 0, content, at, bytes.length);
        }
    }

    void truncate(int to) {
        grow(to);
        Arrays.fill(content, to, size, (byte) 0); // what is cut off does not come back
        size = to;
    }

    /** Makes the file at least so long. */
    void grow(int to) {
        if (to > content.length) {
            content = Arrays.copyOf(content, Math.max(to, 2 * content.length));
        }
        size = Math.max(size, to);
    }

    /** Returns where a seek goes; negative when it fails. */
    int target(Op seek) {
        return switch (seek.origin()) {
            case START -> seek.at();
            case CURRENT -> cursor + seek.at();
            case END -> size + seek.at();
        };
    }

    /** Returns whether an operation may be asked of a file whose transfers are multiples of {@code unit}; only there must begin. */
    boolean allows(Op op, int unit) {
        return switch (op.kind()) {
            case READ_CURSOR, WRITE_CURSOR -> cursor % unit == 0;
            case APPEND -> size % unit == 0;
            case ALLOCATE -> op.length() > 0;
            default -> true;
        };
    }

    /** Does an operation, except what it reads. */
    void apply(Op op) {
        switch (op.kind()) {
            case READ_CURSOR -> cursor += read(cursor, op.length()).length;
            case WRITE, WRITE_FULLY, WRITE_SYNC -> write(op.at(), op.bytes());
            case WRITE_CURSOR -> {
                write(cursor, op.bytes());
                cursor += op.length();
            }
            case APPEND -> write(size, op.bytes());
            case SEEK -> cursor = target(op) < 0 ? cursor : target(op);
            case TRUNCATE -> truncate(op.at());
            case ALLOCATE -> grow(op.at() + op.length());
            default -> {}
        }
    }

    byte[] content() {
        return Arrays.copyOf(content, size);
    }
}
