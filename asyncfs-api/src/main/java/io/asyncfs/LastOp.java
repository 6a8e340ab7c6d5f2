/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/**
 * A snapshot of the last cursor operation of an {@link AsyncFile}, for programs that poll: start an operation on the
 * cursor, go on with something else, ask again until {@link #isDone()}.
 *
 * <p>Any thread may poll; a poll reads a few volatile fields and costs no system call. It makes no progress: completions
 * are reaped by the file's event loop, so polling in a loop <em>on</em> that event loop never ends; return to the loop
 * instead. A snapshot never changes; ask {@link AsyncFile#lastOp()} for a new one.
 *
 * <p>The idea is that of the Go library {@code ojaai/asyncfs}.
 *
 * @param kind what was started last; {@link Kind#NONE} before the first cursor operation
 * @param isDone true when it has ended, one way or another; true for {@link Kind#NONE}
 * @param bytes bytes transferred; 0 while it runs, after a failure, at end of file and for {@link Kind#SEEK} and
 *     {@link Kind#POSITION}
 * @param isEof true when a {@code read} found no byte at or after the cursor; a {@code readFully} fails there
 * @param cause why it failed; null while it runs and when it succeeded
 */
public record LastOp(Kind kind, boolean isDone, int bytes, boolean isEof, Throwable cause) {
    /** The snapshot before the first cursor operation. */
    public static final LastOp NONE = new LastOp(Kind.NONE, true, 0, false, null);

    /** The kinds of cursor operation. */
    public enum Kind {
        /** No cursor operation has been started yet. */
        NONE,
        /** {@code read} or {@code readFully} at the cursor. */
        READ,
        /** {@code write} or {@code writeFully} at the cursor. */
        WRITE,
        /** {@code seek}. */
        SEEK,
        /** {@code position}. */
        POSITION
    }

    /** Returns true when the operation is done and did not fail. */
    public boolean isSuccess() {
        return isDone && cause == null;
    }
}
