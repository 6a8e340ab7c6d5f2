/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

/**
 * What of the file an operation looks at and changes, to tell which operations may be under way together: those whose
 * outcome is the same in whichever order they are done.
 *
 * @param from first byte
 * @param to behind the last byte
 * @param writes whether it changes these bytes
 * @param cursor whether it needs the cursor for itself
 * @param end what it has to do with the end of the file
 */
record Footprint(long from, long to, boolean writes, boolean cursor, End end) {
    enum End {
        /** Nothing. */
        IGNORES,
        /** Its result depends on where the end is. */
        ASKS,
        /** A write behind the end: two of them may come in either order. */
        MOVES,
        /** An append: those of one view land in the order of the calls. */
        APPENDS,
        /** Its effect depends on where the end is, and it moves it. */
        SETS
    }

    /** Of an operation that is about to be done on a file like {@code model}. */
    static Footprint of(Op op, FileModel model) {
        int at = op.kind().usesCursor() ? model.cursor() : op.at();
        boolean cursor = op.kind().usesCursor();
        return switch (op.kind()) {
            case READ, READ_FULLY, READ_OWNED, READ_SYNC, READ_CURSOR -> reading(at, op.length(), cursor, model.size());
            case WRITE, WRITE_FULLY, WRITE_SYNC, WRITE_CURSOR -> writing(at, op.length(), cursor, model.size());
            case APPEND -> new Footprint(model.size(), model.size() + op.length(), true, false, End.APPENDS);
            case SEEK -> new Footprint(0, 0, false, true, End.ASKS);
            case POSITION -> new Footprint(0, 0, false, true, End.IGNORES);
            case TRUNCATE -> new Footprint(0, Long.MAX_VALUE, true, false, End.SETS);
            case ALLOCATE -> new Footprint(Math.min(at, model.size()), Long.MAX_VALUE, true, false, End.SETS);
            case SIZE -> new Footprint(0, 0, false, false, End.ASKS);
            case SYNC, DATA_SYNC -> new Footprint(0, 0, false, false, End.IGNORES);
        };
    }

    /** A read that comes to the end looks at all that may come behind. */
    private static Footprint reading(int at, int length, boolean cursor, int size) {
        long to = (long) at + length;
        return new Footprint(at, to > size ? Long.MAX_VALUE : to, false, cursor, End.IGNORES);
    }

    /** A write behind the end fills what is between with zeros. */
    private static Footprint writing(int at, int length, boolean cursor, int size) {
        long to = (long) at + length;
        return length == 0 || to <= size
                ? new Footprint(at, to, true, cursor, End.IGNORES)
                : new Footprint(Math.min(at, size), to, true, cursor, End.MOVES);
    }

    boolean conflictsWith(Footprint other) {
        return cursor && other.cursor
                || (writes || other.writes) && from < other.to && other.from < to
                || endMattersWith(other);
    }

    private boolean endMattersWith(Footprint other) {
        if (end == End.IGNORES || other.end == End.IGNORES) {
            return false;
        }
        boolean bothAsk = end == End.ASKS && other.end == End.ASKS;
        boolean bothMove = end == End.MOVES && other.end == End.MOVES;
        boolean bothAppend = end == End.APPENDS && other.end == End.APPENDS;
        return !bothAsk && !bothMove && !bothAppend;
    }
}
